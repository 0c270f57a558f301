import { canonical, readNumber } from '../figures/fraction.ts';
import type { JudgedCell } from '../judging/judge.ts';
import type { StoredCell } from './stored.ts';

type Numbers = { readonly numerator: number | bigint; readonly denominator: number | bigint; readonly value: string };

// A number is the same however many zeros end its text.
function plain(text: string): string {
  const number = readNumber(text);
  return number === undefined ? text : canonical(number);
}

/** Both numbers of a ratio, or the decimal. */
export function figureField({ numerator, denominator, value }: Numbers): string {
  const ratio = `${String(numerator)}/${String(denominator)}`;
  if (value === '') return ratio;
  return ratio === '0/0' ? plain(value) : `${plain(value)} ${ratio}`;
}

function cellFields(
  id: string,
  said: Readonly<Record<'figure' | 'verdict' | 'target' | 'against' | 'measured', string>>,
): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, text] of Object.entries(said)) if (text !== '') fields[`cells.${id}.${name}`] = text;
  return fields;
}

/** Fields of a recomputed cell. */
export const expectedCell = (id: string, cell: JudgedCell): Record<string, string> =>
  cellFields(id, {
    figure: figureField(cell),
    verdict: cell.verdict,
    target: cell.target?.id ?? '',
    against: plain(cell.against ?? ''),
    measured: plain(cell.measured ?? ''),
  });

/** Fields of a stored cell. */
export const storedCell = (cell: StoredCell): Record<string, string> =>
  cellFields(cell.indicator, {
    figure: figureField(cell),
    ...{ verdict: cell.verdict, target: cell.target },
    against: plain(cell.against),
    measured: plain(cell.measured),
  });
