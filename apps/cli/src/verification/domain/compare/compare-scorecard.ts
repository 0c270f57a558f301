import type { Card } from '../recount/card.ts';
import { pathOf } from '../recount/tree.ts';
import type { Entry } from '../recount/ledger.ts';
import { compareFields, type Difference, type Fields } from './difference.ts';
import type { StoredScorecard } from './stored.ts';

/** A card with the submission it is of and the line of org units it stands in. */
export type ExpectedCard = { readonly entry: Entry; readonly card: Card; readonly line: readonly string[] };

function expectedFields({ entry, card, line }: ExpectedCard): Fields {
  const fields: Record<string, string> = {
    parent: line[1] ?? '',
    path: pathOf(line),
    revision: String(entry.revision),
    receivedAt: String(entry.receivedAt),
  };
  for (const [id, { numerator, denominator, value, verdict, target }] of card.cells) {
    fields[`cells.${id}.figure`] = value === '' ? `${String(numerator)}/${String(denominator)}` : value;
    fields[`cells.${id}.verdict`] = verdict;
    fields[`cells.${id}.target`] = target?.id ?? '';
  }
  for (const [id, verdict] of card.groups) fields[`groups.${id}.verdict`] = verdict;
  return fields;
}

function storedFields({ parent, path, revision, receivedAt, cells, groups }: StoredScorecard): Fields {
  const fields: Record<string, string> = { parent, path, revision: String(revision), receivedAt: String(receivedAt) };
  for (const { indicator, numerator, denominator, value, verdict, target } of cells) {
    fields[`cells.${indicator}.figure`] = value === '' ? `${String(numerator)}/${String(denominator)}` : value;
    fields[`cells.${indicator}.verdict`] = verdict;
    fields[`cells.${indicator}.target`] = target;
  }
  for (const { group, verdict } of groups) fields[`groups.${group}.verdict`] = verdict;
  return fields;
}

/** Every field of a scorecard that is not what its submission makes it. */
export const compareScorecard = (key: string, expected: ExpectedCard, stored: StoredScorecard): readonly Difference[] =>
  compareFields({ subject: 'scorecard', key }, expectedFields(expected), storedFields(stored));
