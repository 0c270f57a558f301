import type { ReadResult } from '../load/command.ts';
import type { Row } from '../report/row.ts';
import { figure } from '../report/table.ts';
import type { Bench } from './bench.ts';

const connections = 8;

const labels = {
  scorecard: '读一张记分卡 read a scorecard',
  district: '读一区各校 read a district’s schools',
} as const;

function rowsOf(what: keyof typeof labels, { statuses, seconds, http }: ReadResult): readonly Row[] {
  const id = `read-${what}`;
  const row = (suffix: string, unit: string, product: number | undefined): Row => {
    return { id: `${id}-${suffix}`, label: `${labels[what]} ${suffix}`, unit, product };
  };
  return [
    row('rate', '/s', (statuses['200'] ?? 0) / seconds),
    row('p50', 'ms', http?.p50),
    row('p95', 'ms', http?.p95),
    row('p99', 'ms', http?.p99),
  ];
}

/** Reading through the gateway, as fast as it answers. */
export async function measureReads({ product, pace, report }: Bench): Promise<void> {
  if (product === undefined) return;
  for (const what of ['scorecard', 'district'] as const) {
    const result = await product.load.run({ kind: 'read', what, connections, seconds: pace.readSeconds });
    const isOk = Object.keys(result.statuses).every((status) => status === '200');
    if (!isOk)
      report.checks.push({ id: `read-${what}`, label: labels[what], ok: false, note: JSON.stringify(result.statuses) });
    report.rows.push(...rowsOf(what, result));
    console.log(`  ${labels[what]}: p50 ${figure(result.http?.p50)} ms`);
  }
}
