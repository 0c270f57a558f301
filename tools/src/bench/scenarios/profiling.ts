import { byFunction, byPart, startProfile, type SelfTime } from '../measure/profile.ts';
import type { Side } from '../sides/side.ts';
import { layOut } from '../report/table.ts';
import type { Bench } from './bench.ts';

const mostParts = 12;
const mostFunctions = 25;

const lineOf = ({ place, ms, share }: SelfTime): readonly string[] => [
  `  ${place}`,
  `${(share * 100).toFixed(1)} %`,
  `${ms.toFixed(0)} ms`,
];

/** Profiles what is wanted of a side; the answer ends it, writes the files and tells where the time went. */
export async function profiling(bench: Pick<Bench, 'ground'>, side: Side, file: string): Promise<() => Promise<void>> {
  const wanted = [...bench.ground.inspectors].filter(([name]) => side.ownNames.includes(name));
  const running = await Promise.all(
    wanted.map(async ([name, port]) => {
      const path = `${file}-${name}.cpuprofile`;
      return { path, end: await startProfile(port, path) };
    }),
  );
  return async () => {
    for (const { path, end } of running) {
      const profile = await end();
      console.log(`\n${path}`);
      console.log(layOut(byPart(profile).slice(0, mostParts).map(lineOf)));
      console.log('');
      console.log(layOut(byFunction(profile).slice(0, mostFunctions).map(lineOf)));
    }
  };
}
