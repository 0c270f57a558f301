import type { Bench } from './bench.ts';
import { fullLoad } from './throughput.ts';

/** Runs both sides in: compiled, connected, caches filled, and a little stored. Nothing of it counts. */
export async function warmUp({ product, floor, pace, report }: Bench): Promise<void> {
  for (const side of [floor, product]) {
    if (side === undefined) continue;
    // The floor goes first and longest: it runs the broker and the database server in for both.
    const limits = { seconds: pace.warmUpSeconds, most: side === floor ? pace.fewStored : pace.fewStored / 2 };
    const first = { ...fullLoad({ form: 'ndjson' }, limits), breachEvery: 0 };
    const second = fullLoad({ form: 'single' }, limits);
    const results = [await side.load.run(first), await side.load.run(second)];
    const isFine = results.every(({ drained, wrong }) => drained && wrong === 0);
    const note = JSON.stringify(results.map(({ http: _, ...rest }) => rest));
    if (!isFine)
      report.checks.push({ id: `warm-up ${side.name}`, label: `热身 warm-up · ${side.name}`, ok: false, note });
  }
}
