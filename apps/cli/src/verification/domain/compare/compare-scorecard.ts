import type { Finding } from '../judging/findings.ts';
import { pathOf } from '../rules/tree.ts';
import type { ExpectedCard } from '../units/expected-card.ts';
import { expectedCell, storedCell } from './cell-fields.ts';
import { compareFields, type Difference, type Fields } from './difference.ts';
import type { StoredScorecard } from './stored.ts';

const nameOf = ({ code, indicator, check }: Finding): string =>
  `findings.${[code, indicator, check].filter((part) => part !== '').join('.')}`;

// Of an outlier also what it was held against, and how often it is said.
function findingFields(findings: readonly Finding[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const finding of findings) {
    const name = nameOf(finding);
    fields[name] = String(Number(fields[name] ?? 0) + 1);
    for (const [key, said] of Object.entries(finding.outlier ?? {})) fields[`${name}.${key}`] = String(said);
  }
  return fields;
}

const statedField = (indicator: string, rate: string): Record<string, string> =>
  rate === '' ? {} : { [`cells.${indicator}.statedRate`]: rate };

function expectedFields({ card, line, stated, ...expected }: ExpectedCard): Fields {
  const fields: Record<string, string> = {
    parent: line[1]?.id ?? '',
    path: pathOf(line),
    revision: String(expected.revision),
    receivedAt: String(expected.receivedAt),
    missing: String(expected.missing),
    late: String(expected.late),
    withdrawn: String(expected.withdrawn),
    dueAt: String(expected.dueAt),
    ...findingFields(card.findings),
  };
  for (const [id, cell] of card.cells) {
    Object.assign(fields, expectedCell(id, cell), statedField(id, stated.get(id) ?? ''));
  }
  for (const [id, verdict] of card.groups) fields[`groups.${id}.verdict`] = verdict;
  return fields;
}

function storedFields(stored: StoredScorecard): Fields {
  const { parent, path, revision, receivedAt, missing, late, withdrawn, dueAt } = stored;
  const fields: Record<string, string> = {
    ...{ parent, path, revision: String(revision), receivedAt: String(receivedAt), missing: String(missing) },
    ...{ late: String(late), withdrawn: String(withdrawn), dueAt: String(dueAt) },
    ...findingFields(stored.findings),
  };
  for (const cell of stored.cells) {
    Object.assign(fields, storedCell(cell), statedField(cell.indicator, cell.statedRate));
  }
  for (const { group, verdict } of stored.groups) fields[`groups.${group}.verdict`] = verdict;
  return fields;
}

/** Every field of a scorecard that is not what its submission makes it. */
export const compareScorecard = (key: string, expected: ExpectedCard, stored: StoredScorecard): readonly Difference[] =>
  compareFields({ subject: 'scorecard', key }, expectedFields(expected), storedFields(stored));
