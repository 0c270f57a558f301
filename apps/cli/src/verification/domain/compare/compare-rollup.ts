import { decimalOf, readDecimal } from '../recount/fraction.ts';
import type { Rollup } from '../recount/tally.ts';
import { pathOf } from '../recount/tree.ts';
import { compareFields, type Difference, type Fields } from './difference.ts';
import type { StoredRollup } from './stored.ts';

/** A rollup with the line of org units it stands in. */
export type ExpectedRollup = { readonly rollup: Rollup; readonly line: readonly string[] };

// A sum is the same number however many zeros end its text.
function plain(text: string): string {
  const decimal = readDecimal(text);
  return decimal === undefined
    ? text
    : decimalOf(decimal)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '');
}

type Numbers = { readonly numerator: number | bigint; readonly denominator: number | bigint; readonly value: string };

const figureText = ({ numerator, denominator, value }: Numbers): string =>
  `${String(numerator)}/${String(denominator)} ${plain(value)}`.trimEnd();

const countsText = (counts: readonly number[]): string => counts.join(' ');

function expectedFields({ rollup, line }: ExpectedRollup): Fields {
  const fields: Record<string, string> = {
    parent: line[1] ?? '',
    path: pathOf(line),
    reported: String(rollup.reported),
    receivedAt: String(rollup.receivedAt),
  };
  for (const [id, cell] of rollup.cells) {
    const { met, breached, 'at-risk': atRisk, 'no-data': noData, 'not-applicable': notApplicable } = cell.units;
    fields[`cells.${id}.figure`] = figureText(cell);
    fields[`cells.${id}.verdict`] = cell.verdict;
    fields[`cells.${id}.target`] = cell.target?.id ?? '';
    fields[`cells.${id}.units`] = countsText([met, atRisk, breached, noData, notApplicable]);
  }
  for (const [id, { met, judged, verdict }] of rollup.groups) {
    fields[`groups.${id}`] = `${String(met)}/${String(judged)} ${verdict}`;
  }
  return fields;
}

function storedFields({ parent, path, reported, receivedAt, cells, groups }: StoredRollup): Fields {
  const fields: Record<string, string> = { parent, path, reported: String(reported), receivedAt: String(receivedAt) };
  for (const cell of cells) {
    const { indicator, met, atRisk, breached, noData, notApplicable } = cell;
    fields[`cells.${indicator}.figure`] = figureText(cell);
    fields[`cells.${indicator}.verdict`] = cell.verdict;
    fields[`cells.${indicator}.target`] = cell.target;
    fields[`cells.${indicator}.units`] = countsText([met, atRisk, breached, noData, notApplicable]);
  }
  for (const { group, met, judged, verdict } of groups) {
    fields[`groups.${group}`] = `${String(met)}/${String(judged)} ${verdict}`;
  }
  return fields;
}

/** Every field of a rollup that is not what the submissions below it make it. */
export const compareRollup = (key: string, expected: ExpectedRollup, stored: StoredRollup): readonly Difference[] =>
  compareFields({ subject: 'rollup', key }, expectedFields(expected), storedFields(stored));
