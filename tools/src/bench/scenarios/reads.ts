import type { Command, ReadResult } from '../load/command.ts';
import { aims } from '../report/aims.ts';
import type { Row } from '../report/row.ts';
import { figure } from '../report/table.ts';
import type { Side } from '../sides/side.ts';
import type { Bench } from './bench.ts';

type What = Extract<Command, { kind: 'read' }>['what'];

const labels: Readonly<Record<What, string>> = {
  scorecard: '读一张记分卡 read a scorecard',
  district: '读一区各校 read a district’s schools',
  city: '读 1,445 校 read 1,445 schools',
  province: '读全省记分卡 read the province',
};

// Eight read what everybody reads; one alone reads what is large.
const connectionsOf: Readonly<Record<What, number>> = { scorecard: 8, district: 8, city: 1, province: 1 };

/** Reads something for a while; a status other than 200 is a wrong answer. */
export async function readFrom(bench: Bench, side: Side, what: What): Promise<ReadResult> {
  const { pace, report } = bench;
  const connections = connectionsOf[what];
  const read = { kind: 'read', what, connections, seconds: pace.readSeconds } as const;
  const token = what === 'province' ? bench.product?.adminToken : undefined; // a bureau sees its city and what is below
  const result = await side.load.run(token === undefined ? read : { ...read, token });
  const note = JSON.stringify(result.statuses);
  const isOk = Object.keys(result.statuses).every((status) => status === '200');
  if (!isOk) report.checks.push({ id: `read-${what} ${side.name}`, label: labels[what], ok: false, note });
  console.log(`  ${labels[what]} · ${side.name}: p50 ${figure(result.http?.p50)} ms`);
  return result;
}

type Results = { readonly product: ReadResult | undefined; readonly floor: ReadResult | undefined };
type OfResult = (result: ReadResult) => number | undefined;

const rate: OfResult = ({ statuses, seconds }) => (statuses['200'] ?? 0) / seconds;
const percentiles = ['p50', 'p95', 'p99'] as const;

function rowsOf(what: What, { product, floor }: Results): readonly Row[] {
  const row = (suffix: string, unit: string, of: OfResult): Row => ({
    ...{ id: `read-${what}-${suffix}`, label: `${labels[what]} ${suffix}`, unit },
    product: product && of(product),
    floor: floor && of(floor),
  });
  const times = percentiles.map((name) => row(name, 'ms', ({ http }) => http?.[name]));
  return [row('rate', '/s', rate), ...times];
}

const withAim = (rows: readonly Row[], what: 'province' | 'city'): readonly Row[] =>
  rows.map((row) => (row.id.endsWith('p50') ? { ...row, aim: aims.reads[what] } : row));

/** Reading, as fast as it is answered, on both sides. */
export async function measureReads(bench: Bench): Promise<void> {
  const { product, floor, report } = bench;
  for (const what of ['scorecard', 'district', 'city', 'province'] as const) {
    const results = {
      product: product && (await readFrom(bench, product, what)),
      floor: floor && (await readFrom(bench, floor, what)),
    };
    const rows = rowsOf(what, results);
    report.rows.push(...(what === 'city' || what === 'province' ? withAim(rows, what) : rows));
  }
}
