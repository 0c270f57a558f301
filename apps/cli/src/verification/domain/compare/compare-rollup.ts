import type { Rollup, RollupCell } from '../sums/judge-sums.ts';
import { pathOf } from '../rules/tree.ts';
import { expectedCell, storedCell } from './cell-fields.ts';
import { compareFields, oneSided, type Difference, type Fields } from './difference.ts';
import type { StoredRollup, StoredRollupCell } from './stored.ts';

const countsText = (...counts: readonly number[]): string => counts.join(' ');

function sumFields(
  id: string,
  said: { readonly units: string; readonly valued: number; readonly latestAt: number; readonly latestUnit: string },
  failing: readonly string[],
): Record<string, string> {
  return {
    [`cells.${id}.units`]: said.units,
    [`cells.${id}.valued`]: String(said.valued),
    ...(said.latestUnit === '' && said.latestAt === 0
      ? {}
      : { [`cells.${id}.latest`]: `${String(said.latestAt)} ${said.latestUnit}` }),
    ...(failing.length === 0 ? {} : { [`cells.${id}.failing`]: failing.toSorted().join(' ') }),
  };
}

function expectedSums(id: string, { tally, failing = [] }: RollupCell): Record<string, string> {
  const { met, breached, 'at-risk': atRisk, 'no-data': noData, 'not-applicable': notApplicable } = tally.units;
  const { valued, latestAt, latestUnit } = tally;
  return sumFields(
    id,
    { units: countsText(met, atRisk, breached, noData, notApplicable), valued, latestAt, latestUnit },
    failing,
  );
}

function storedSums(cell: StoredRollupCell): Record<string, string> {
  const { met, atRisk, breached, noData, notApplicable, valued, latestAt, latestUnit } = cell;
  const units = countsText(met, atRisk, breached, noData, notApplicable);
  return sumFields(cell.indicator, { units, valued, latestAt, latestUnit }, cell.failing);
}

const findingFields = (counts: Iterable<readonly [code: string, count: number]>): Record<string, string> =>
  Object.fromEntries([...counts].map(([code, n]) => [`findings.${code}`, String(n)]));

function expectedFields({ tally, line, cells, groups }: Rollup): Fields {
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
    Object.assign(fields, expectedCell(id, cell), expectedSums(id, cell));
  }
  for (const [id, { met, judged, verdict }] of groups) {
    fields[`groups.${id}`] = `${String(met)}/${String(judged)} ${verdict}`;
  }
  return fields;
}

function storedFields({ parent, path, cells, groups, findings, ...counts }: StoredRollup): Fields {
  const { version, reported, receivedAt, missing, late } = counts;
  const fields: Record<string, string> = {
    ...{ parent, path, version: String(version), reported: String(reported), receivedAt: String(receivedAt) },
    ...{ missing: String(missing), late: String(late) },
    ...findingFields(Object.entries(findings)),
  };
  for (const cell of cells) Object.assign(fields, storedCell(cell), storedSums(cell));
  for (const { group, met, judged, verdict } of groups) {
    fields[`groups.${group}`] = `${String(met)}/${String(judged)} ${verdict}`;
  }
  return fields;
}

/** Every field of a rollup that is not what the submissions below it make it. */
export const compareRollup = (key: string, expected: Rollup, stored: StoredRollup): readonly Difference[] =>
  compareFields({ subject: 'rollup', key }, expectedFields(expected), storedFields(stored));

/** A rollup below which nothing stands any more may stay, and says so. */
export const compareEmpty = (key: string, { version, reported, missing }: StoredRollup): readonly Difference[] =>
  version === 0 && reported === 0 && missing === 0 ? [] : [oneSided({ subject: 'rollup', key }, 'stored')];
