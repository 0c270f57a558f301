import type { Aim } from '../measure/aim.ts';
import { aims } from '../report/aims.ts';
import type { Row } from '../report/row.ts';
import { figure } from '../report/table.ts';
import type { Side } from '../sides/side.ts';
import { measure, type Bench, type Measured } from './bench.ts';
import { fullLoad, usualBreaches } from './throughput.ts';

type Rate = {
  readonly id: string;
  readonly label: string;
  readonly perSecond: number;
  readonly seconds: number;
  readonly breachEvery: number;
  readonly aims?: { readonly p50: Aim; readonly p99: Aim };
};

/** What the product carries at most: measured before in this run, or now. */
export async function mostPerSecond(bench: Bench, product: Side): Promise<number> {
  const known = bench.report.rows.find(({ id }) => id === 'singles')?.product;
  if (known !== undefined) return known;
  const command = fullLoad({ form: 'single' }, { seconds: bench.pace.loadSeconds });
  return (await measure(bench, product, { title: 'most', command })).perSecond;
}

function ratesOf({ pace }: Bench, most: number): readonly Rate[] {
  const share = (part: number): number => Math.max(1, Math.round(most * part));
  return [
    {
      ...{ id: 'at-5', label: '每秒 5 份 5/s', perSecond: 5, seconds: pace.fewSeconds, breachEvery: 1 },
      aims: aims.alertAtFive,
    },
    {
      ...{ id: 'at-quarter', label: '最大值的四分之一 a quarter of the most', perSecond: share(0.25) },
      ...{ seconds: pace.rateSeconds, breachEvery: usualBreaches },
    },
    {
      ...{ id: 'at-half', label: '最大值的一半 half of the most', perSecond: share(0.5) },
      ...{ seconds: pace.rateSeconds, breachEvery: usualBreaches, aims: aims.alertAtHalf },
    },
  ];
}

const quantiles = ['p50', 'p95', 'p99'] as const;
const effects = { alert: '到预警 push → alert', rollup: '到全市汇总 push → city rollup' } as const;

type Both = { readonly product: Measured | undefined; readonly floor: Measured | undefined };

function rowsOf(rate: Rate, effect: keyof typeof effects, { product, floor }: Both): readonly Row[] {
  const [ofProduct, ofFloor] = [product?.result[effect], floor?.result[effect]];
  const rows = quantiles.map((quantile): Row => {
    const aim = effect === 'alert' && quantile !== 'p95' ? rate.aims?.[quantile] : undefined;
    const figures = {
      product: ofProduct?.[quantile],
      floor: ofFloor?.[quantile],
      ...(aim === undefined ? {} : { aim }),
    };
    return { id: `${effect}-${rate.id}-${quantile}`, label: `  ${quantile}`, unit: 'ms', ...figures };
  });
  const samples = (ofProduct ?? ofFloor)?.n;
  const about = `${rate.label}，${effects[effect]} (n = ${figure(samples)})`;
  return [
    { id: `${effect}-${rate.id}`, label: about, unit: '/s', product: rate.perSecond, floor: rate.perSecond },
    ...rows,
  ];
}

/** From a push to its effect on the stream at fixed rates, the same ones for product and floor. */
export async function measureLatency(bench: Bench): Promise<void> {
  const judged = bench.product ?? bench.floor;
  if (judged === undefined) return;
  for (const rate of ratesOf(bench, await mostPerSecond(bench, judged))) {
    const { perSecond, seconds, breachEvery } = rate;
    const load = { title: rate.id, command: { kind: 'open', perSecond, seconds, breachEvery } } as const;
    const floor = bench.floor && (await measure(bench, bench.floor, load));
    const product = bench.product && (await measure(bench, bench.product, load));
    const both = { product, floor };
    bench.report.rows.push(...rowsOf(rate, 'alert', both), ...rowsOf(rate, 'rollup', both));
  }
}
