import { startMeter } from '../measure/processes.ts';
import { processesOf, type Bench } from '../scenarios/bench.ts';
import type { Side } from '../sides/side.ts';
import { aims } from './aims.ts';
import type { Row } from './row.ts';

type Peaks = Readonly<Record<string, number>>;

function peaksOf(bench: Bench, side: Side | undefined): Peaks {
  if (side === undefined) return {};
  const used = Object.entries(startMeter(processesOf(bench, side))()?.processes ?? {});
  return Object.fromEntries(used.map(([name, { peakMb }]) => [name.replace('floor-', ''), peakMb]));
}

const floorsName: Readonly<Record<string, string>> = { indicator: 'judge' };

/** The most memory each process held in the whole run. */
export function peakRows(bench: Bench): readonly Row[] {
  const [product, floor] = [peaksOf(bench, bench.product), peaksOf(bench, bench.floor)];
  return Object.entries(product).map(([name, peakMb]) => {
    const aim = aims.peakMb[name];
    const row = { id: `peak-${name}`, label: `最多占用内存 peak memory: ${name}`, unit: 'MB', product: peakMb };
    return { ...row, floor: floor[floorsName[name] ?? name], ...(aim === undefined ? {} : { aim }) };
  });
}
