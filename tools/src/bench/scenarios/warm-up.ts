import type { Side } from '../sides/side.ts';
import { fullLoad, usualBreaches } from './throughput.ts';
import type { Bench } from './bench.ts';

type Run = { readonly seconds: number; readonly most?: number; readonly breachEvery: number };

/** Half of it in batches, half one by one. Nothing of it counts, but everything of it must come out. */
async function run({ report }: Bench, side: Side, { breachEvery, ...limits }: Run): Promise<void> {
  for (const form of ['ndjson', 'single'] as const) {
    const result = await side.load.run({ ...fullLoad({ form }, limits), breachEvery });
    const { drained, wrong, accepted, unrolled, alerts, statuses } = result;
    if (drained && wrong === 0) continue;
    const words = { id: `warm-up ${side.name}`, label: `热身 warm-up · ${side.name}` };
    report.checks.push({ ...words, ok: false, note: JSON.stringify({ accepted, unrolled, alerts, statuses }) });
  }
}

const sidesOf = ({ floor, product }: Bench): readonly Side[] => [floor, product].flatMap((side) => side ?? []);

/** Stores the first few submissions on both sides: the growth begins from here. */
export async function storeFew(bench: Bench): Promise<void> {
  const { fewStored, patienceSeconds } = bench.pace;
  for (const side of sidesOf(bench)) {
    await run(bench, side, { seconds: patienceSeconds, most: fewStored / 2, breachEvery: 0 });
  }
}

/** Runs both sides, the broker and the database server in, until everything hot is compiled and every cache is filled. */
export async function runIn(bench: Bench): Promise<void> {
  for (const side of sidesOf(bench)) {
    await run(bench, side, { seconds: bench.pace.runInSeconds, breachEvery: usualBreaches });
  }
}
