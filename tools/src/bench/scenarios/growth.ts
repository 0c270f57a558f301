import { aims } from '../report/aims.ts';
import { figure } from '../report/table.ts';
import type { Side } from '../sides/side.ts';
import { measure, sumOf, type Bench, type Measured } from './bench.ts';
import { fullLoad } from './throughput.ts';

/** How many submissions a side has stored. */
export async function storedOn({ load }: Side): Promise<number> {
  const { byPeriod } = await load.run({ kind: 'accepted' });
  return Object.values(byPeriod).reduce((sum, one) => sum + one, 0);
}

type Stage = { readonly stored: number; readonly measured: Measured };

async function stage(bench: Bench, product: Side, title: string): Promise<Stage> {
  const stored = await storedOn(product);
  const command = fullLoad({ form: 'single' }, { seconds: bench.pace.loadSeconds });
  return { stored, measured: await measure(bench, product, { title, command }) };
}

// Where the system does not tell CPU time, a saturated machine's seconds stand for it.
const costOf = ({ measured }: Stage): number => sumOf(measured.cpuPerThousand) ?? 1_000 / measured.perSecond;

async function fill({ pace, report }: Bench, product: Side): Promise<void> {
  const most = pace.manyStored - (await storedOn(product));
  if (most <= 0) return;
  const { drained, accepted } = await product.load.run(fullLoad({ form: 'ndjson' }, { seconds: 3_600, most }));
  console.log(`  filled · product: ${figure(accepted)} more`);
  if (!drained) report.checks.push({ id: 'fill', label: '填充 fill', ok: false, note: 'not everything came out' });
}

function tell({ report }: Bench, few: Stage, many: Stage): void {
  const label = '每份的代价：库中多与少之比 cost per submission, many stored over few';
  const note = `${figure(few.stored)} → ${figure(many.stored)} stored`;
  const [slow, fast] = [many.measured.perSecond, few.measured.perSecond];
  report.rows.push(
    { id: 'growth-cpu', label, unit: '×', product: costOf(many) / costOf(few), aim: aims.growth, note },
    { id: 'growth-rate', label: '每秒受理：少与多之比 rate, few stored over many', unit: '×', product: fast / slow },
  );
}

/** Measures with little stored; the answer fills up and measures again. To be begun before everything else. */
export async function beginGrowth(bench: Bench): Promise<() => Promise<void>> {
  const { product } = bench;
  if (product === undefined) return () => Promise.resolve();
  const few = await stage(bench, product, 'few stored');
  return async () => {
    await fill(bench, product);
    tell(bench, few, await stage(bench, product, 'many stored'));
  };
}
