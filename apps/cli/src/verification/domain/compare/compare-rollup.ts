import type { Rollup, RollupCell } from '../sums/judge-sums.ts';
import { pathOf } from '../rules/tree.ts';
import { expectedCell, storedCell } from './cell-fields.ts';
import { compareFields, type Difference, type Fields } from './difference.ts';
import type { StoredRollup, StoredRollupCell } from './stored.ts';

const countsText = (...counts: readonly number[]): string => counts.join(' ');

function expectedSums(id: string, { tally, aggregation, failing = [] }: RollupCell): Record<string, string> {
  const { met, breached, 'at-risk': atRisk, 'no-data': noData, 'not-applicable': notApplicable } = tally.units;
  return {
    [`cells.${id}.units`]: countsText(met, atRisk, breached, noData, notApplicable),
    [`cells.${id}.failing`]: failing.toSorted().join(' '),
    ...(aggregation === 'mean' ? { [`cells.${id}.valued`]: String(tally.valued) } : {}),
    ...(aggregation === 'latest' ? { [`cells.${id}.latest`]: `${String(tally.latestAt)} ${tally.latestUnit}` } : {}),
  };
}

function storedSums(cell: StoredRollupCell, aggregation: RollupCell['aggregation']): Record<string, string> {
  const { indicator: id, latestAt, latestUnit } = cell;
  return {
    [`cells.${id}.units`]: countsText(cell.met, cell.atRisk, cell.breached, cell.noData, cell.notApplicable),
    [`cells.${id}.failing`]: cell.failing.toSorted().join(' '),
    ...(aggregation === 'mean' ? { [`cells.${id}.valued`]: String(cell.valued) } : {}),
    ...(aggregation === 'latest' ? { [`cells.${id}.latest`]: `${String(latestAt)} ${latestUnit}` } : {}),
  };
}

const findingFields = (counts: Iterable<readonly [code: string, count: number]>): Record<string, string> =>
  Object.fromEntries(
    [...counts].filter(([code]) => !code.startsWith('outlier-')).map(([code, n]) => [`findings.${code}`, String(n)]),
  );

function expectedFields({ tally, line, cells, groups }: Rollup, stored: StoredRollup): Fields {
  const storedCells = new Map(stored.cells.map((cell) => [cell.indicator, cell]));
  const fields: Record<string, string> = {
    parent: line[1]?.id ?? '',
    path: pathOf(line),
    version: String(tally.version),
    reported: String(tally.reported),
    receivedAt: String(tally.receivedAt),
    missing: String(tally.missing),
    late: String(tally.late),
    ...findingFields(tally.findings),
  };
  for (const [id, cell] of cells) {
    Object.assign(fields, expectedCell(id, cell, storedCells.get(id)), expectedSums(id, cell));
  }
  for (const [id, { met, judged, verdict }] of groups) {
    fields[`groups.${id}`] = `${String(met)}/${String(judged)} ${verdict}`;
  }
  return fields;
}

function storedFields({ parent, path, cells, groups, findings, ...counts }: StoredRollup, expected: Rollup): Fields {
  const { version, reported, receivedAt, missing, late } = counts;
  const fields: Record<string, string> = {
    ...{ parent, path, version: String(version), reported: String(reported), receivedAt: String(receivedAt) },
    ...{ missing: String(missing), late: String(late) },
    ...findingFields(Object.entries(findings)),
  };
  for (const cell of cells) {
    const { aggregation = 'none' } = expected.cells.get(cell.indicator) ?? {};
    Object.assign(fields, storedCell(cell), storedSums(cell, aggregation));
  }
  for (const { group, met, judged, verdict } of groups) {
    fields[`groups.${group}`] = `${String(met)}/${String(judged)} ${verdict}`;
  }
  return fields;
}

/** Every field of a rollup that is not what the submissions below it make it. */
export const compareRollup = (key: string, expected: Rollup, stored: StoredRollup): readonly Difference[] =>
  compareFields({ subject: 'rollup', key }, expectedFields(expected, stored), storedFields(stored, expected));
