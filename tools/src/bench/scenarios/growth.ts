import { aims } from '../report/aims.ts';
import { figure } from '../report/table.ts';
import type { Side } from '../sides/side.ts';
import { measure, sumOf, type Bench, type Measured } from './bench.ts';
import { fullLoad } from './throughput.ts';

async function stage(bench: Bench, product: Side, title: string): Promise<Measured> {
  const command = fullLoad({ form: 'single' }, { seconds: bench.pace.loadSeconds });
  return measure(bench, product, { title, command });
}

// Where the system does not tell CPU time, a saturated machine's seconds stand for it.
const costOf = (one: Measured): number => sumOf(one.cpuPerThousand) ?? 1_000 / one.perSecond;

async function fill({ pace, report }: Bench, product: Side): Promise<void> {
  const { byPeriod } = await product.load.run({ kind: 'accepted' });
  const most = pace.manyStored - Object.values(byPeriod).reduce((sum, one) => sum + one, 0);
  if (most <= 0) return;
  const { drained, accepted } = await product.load.run(fullLoad({ form: 'ndjson' }, { seconds: 3_600, most }));
  console.log(`  filled · product: ${figure(accepted)} more`);
  if (!drained) report.checks.push({ id: 'fill', label: '填充 fill', ok: false, note: 'not everything came out' });
}

const told = (one: Measured): string => `${figure(one.result.storedBefore)}: ${figure(costOf(one))} s`;

// The first load is dear because the code is not compiled yet: the cheapest of the early ones is what later must not exceed.
function tell({ report }: Bench, early: readonly Measured[], many: Measured): void {
  const rates = early.map(({ perSecond }) => perSecond);
  report.rows.push(
    {
      ...{ id: 'growth', label: '每千份的 CPU，存量多／少 CPU per 1,000, many stored over few', unit: '×' },
      ...{ product: costOf(many) / Math.min(...early.map(costOf)), aim: aims.growth },
      note: [...early, many].map(told).join(' · '),
    },
    {
      ...{ id: 'growth-rate', label: '每秒份数，存量少／多 rate, few stored over many', unit: '×' },
      product: Math.max(...rates) / many.perSecond,
    },
  );
}

/** Measures with little stored; the answer fills up and measures again. To be begun before everything else. */
export async function beginGrowth(bench: Bench): Promise<() => Promise<void>> {
  const { product } = bench;
  if (product === undefined) return () => Promise.resolve();
  const early = [await stage(bench, product, 'few stored')];
  return async () => {
    if (bench.singles.length === 0) early.push(await stage(bench, product, 'few stored'));
    early.push(...bench.singles);
    await fill(bench, product);
    tell(bench, early, await stage(bench, product, 'many stored'));
  };
}
