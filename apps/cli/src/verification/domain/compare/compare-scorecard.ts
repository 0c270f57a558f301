import type { Finding } from '../judging/findings.ts';
import { pathOf } from '../rules/tree.ts';
import type { ExpectedCard } from '../units/expected-card.ts';
import { expectedCell, storedCell } from './cell-fields.ts';
import { compareFields, type Difference, type Fields } from './difference.ts';
import type { StoredScorecard } from './stored.ts';

// Outliers depend on peers and the past at the time: they are hints, not recomputed.
const isRecomputed = ({ code }: Finding): boolean => !code.startsWith('outlier-');

function findingFields(findings: readonly Finding[]): Record<string, string> {
  const known = findings.filter(isRecomputed);
  return Object.fromEntries(
    known.map(({ code, indicator, check }) => [
      `findings.${[code, indicator, check].filter((part) => part !== '').join('.')}`,
      String(known.filter((one) => one.code === code && one.indicator === indicator && one.check === check).length),
    ]),
  );
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
