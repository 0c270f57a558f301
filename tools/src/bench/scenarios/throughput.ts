import type { Form } from '../load/http/request.ts';
import type { Door } from '../load/command.ts';
import type { Aim } from '../measure/aim.ts';
import { aims } from '../report/aims.ts';
import type { Row } from '../report/row.ts';
import { figure } from '../report/table.ts';
import type { Side } from '../sides/side.ts';
import { measure, sumOf, type Bench, type Measured, type Pushing } from './bench.ts';

/** One in 25 submissions breaches an indicator, the school's next one mends it. */
export const usualBreaches = 25;

type Shape = { readonly form: Form; readonly door?: Door };

const sizes = { single: 1, ndjson: 100, array: 100, csv: 100, xlsx: 100, dhis2: 100 } as const;
const connections = { single: 32, ndjson: 4, array: 4, csv: 4, xlsx: 4, dhis2: 4 } as const;

/** As much as goes through, for so many seconds or so many submissions. */
export function fullLoad(
  { form, door = 'ingest' }: Shape,
  limits: { readonly seconds: number; readonly most?: number },
): Extract<Pushing, { kind: 'closed' }> {
  const { seconds, most = Number.MAX_SAFE_INTEGER } = limits;
  return {
    kind: 'closed',
    ...{ form, door, seconds, most },
    ...{ connections: connections[form], size: sizes[form], breachEvery: usualBreaches },
  };
}

const median = (all: readonly Measured[]): Measured | undefined =>
  [...all].sort((a, b) => a.perSecond - b.perSecond)[Math.floor((all.length - 1) / 2)];

type Both = { readonly product: readonly Measured[]; readonly floor: readonly Measured[] };

/** Product and floor take turns, so that a machine that warms up or slows down does so for both. */
async function takeTurns(bench: Bench, title: string, command: Pushing): Promise<Both> {
  const both = { product: [] as Measured[], floor: [] as Measured[] };
  for (let round = 0; round < bench.pace.rounds; round += 1) {
    for (const side of [bench.floor, bench.product]) {
      if (side !== undefined) both[side.name].push(await measure(bench, side, { title, command }));
    }
  }
  return both;
}

const rates = (all: readonly Measured[]): string => all.map(({ perSecond }) => figure(perSecond)).join(' · ');

type Told = { readonly id: string; readonly label: string; readonly aim: Aim };

const furtherAims: Readonly<Record<string, Aim>> = {
  'singles-cpu': aims.cpuPerThousand.singles,
  'ndjson-cpu': aims.cpuPerThousand.batches,
  'array-cpu': aims.cpuPerThousand.batches,
  'singles-http-p50': aims.saturated.httpP50,
  'singles-http-p99': aims.saturated.httpP99,
  'singles-alert-p99': aims.saturated.alertP99,
};

type Figure = {
  readonly suffix: string;
  readonly words: string;
  readonly unit: string;
  readonly of: (one: Measured) => number | undefined;
};

const figures: readonly Figure[] = [
  { suffix: 'cpu', words: '每千份 CPU per 1,000', unit: 's', of: (one) => sumOf(one.cpuPerThousand) },
  { suffix: 'http-p50', words: '应答 answer p50', unit: 'ms', of: ({ result }) => result.http?.p50 },
  { suffix: 'http-p99', words: '应答 answer p99', unit: 'ms', of: ({ result }) => result.http?.p99 },
  { suffix: 'alert-p50', words: '到预警 to alert p50', unit: 'ms', of: ({ result }) => result.alert?.p50 },
  { suffix: 'alert-p99', words: '到预警 to alert p99', unit: 'ms', of: ({ result }) => result.alert?.p99 },
];

function throughputRows({ id, label, aim }: Told, both: Both): readonly Row[] {
  const [product, floor] = [median(both.product), median(both.floor)];
  const rounds = both.product.length > 1 ? { note: `${rates(both.product)} / floor ${rates(both.floor)}` } : {};
  const first: Row = {
    ...{ id, label: `${label}，到屏幕为止 end to end`, unit: '/s', ...rounds },
    ...{ product: product?.perSecond, floor: floor?.perSecond, aim, ratioAim: aims.shareOfFloor },
  };
  const others = figures.map(({ suffix, words, unit, of }): Row => {
    const known = furtherAims[`${id}-${suffix}`];
    const row = {
      id: `${id}-${suffix}`,
      label: `  ${words}`,
      unit,
      product: product && of(product),
      floor: floor && of(floor),
    };
    return known === undefined ? row : { ...row, aim: known };
  });
  return [first, ...others];
}

function tellCpu(bench: Bench, title: string, both: Both): void {
  for (const [name, all] of Object.entries(both)) {
    const one = median(all);
    if (one?.consumption === undefined) continue;
    const { othersCores } = one.consumption;
    bench.report.cpu.push({ title: `${title} ${name}`, processes: one.cpuPerThousand, othersCores });
  }
}

async function throughOrigin(bench: Bench, side: Side): Promise<Row> {
  const command = fullLoad({ form: 'single', door: 'origin' }, { seconds: bench.pace.loadSeconds });
  const { perSecond } = await measure(bench, side, { title: 'singles via origin', command });
  return {
    id: 'singles-origin',
    label: '单条经公共入口 singles through the public origin',
    unit: '/s',
    product: perSecond,
  };
}

/** Single submissions on 32 connections. */
export async function measureSingles(bench: Bench): Promise<void> {
  const command = fullLoad({ form: 'single' }, { seconds: bench.pace.loadSeconds });
  const both = await takeTurns(bench, 'singles', command);
  bench.singles.push(...both.product);
  tellCpu(bench, 'singles', both);
  const told = { id: 'singles', label: '单条，32 连接 singles, 32 connections', aim: aims.singles };
  bench.report.rows.push(...throughputRows(told, both));
  if (bench.product !== undefined) bench.report.rows.push(await throughOrigin(bench, bench.product));
}

/** A hundred submissions a request on 4 connections, as lines and as an array. */
export async function measureBatches(bench: Bench): Promise<void> {
  for (const form of ['ndjson', 'array'] as const) {
    const command = fullLoad({ form }, { seconds: bench.pace.loadSeconds });
    const both = await takeTurns(bench, form, command);
    tellCpu(bench, form, both);
    const words = form === 'ndjson' ? 'NDJSON' : 'JSON 数组 array';
    const told = { id: form, label: `百份一批 batches of 100, ${words}`, aim: aims.batches };
    bench.report.rows.push(...throughputRows(told, both));
  }
}
