import type { Period } from '@xiaomai/period';
import type { Quotient } from '../../../catalogue/domain/decimal.ts';
import { pushedText, quotientOf, type Figure, type Verdict } from './figure.ts';

/** A figure with data, as others are compared with it. */
export type Known = {
  /** As it was pushed. */
  readonly text: string;
  readonly number: Quotient;
  /** Full coverage: a ratio of at least 1, or a decimal of at least 100. */
  readonly full: boolean;
};

/** What a target may compare a figure with. */
export type Scene = {
  readonly period: Period;
  /** Own pushed figure of the same indicator in another period. */
  readonly own: (period: string) => Known | undefined;
  /** Pushed figure of another indicator, same unit and period; `outside` = a rollup does not look there. */
  readonly other: (indicator: string) => Known | undefined | 'outside';
  /** Day in Shanghai on which the figure was received, and on which it is judged. */
  readonly receivedOn: () => string;
  readonly today: () => string;
  /** Of a rollup: the units right below that have data. */
  readonly children: readonly Child[] | undefined;
};

/** A unit right below a rollup, with its number. */
export type Child = { readonly unit: string; readonly number: Quotient };

/** What a figure comes to, and what the cell remembers of it. */
export type Outcome = {
  readonly verdict: Verdict;
  readonly against: string;
  readonly measured: string;
  /** Units right below that miss the target. */
  readonly failing?: readonly string[];
};

const silent = { against: '', measured: '' };
export const noData: Outcome = { verdict: 'no-data', ...silent };
export const notApplicable: Outcome = { verdict: 'not-applicable', ...silent };

const fullCoverage = ({ numerator, denominator }: Quotient): boolean => numerator >= 100n * denominator;

/** A figure as others see it; undefined = it has no data. */
export function knownFigure(figure: Omit<Figure, 'indicator'> | undefined, unit: string): Known | undefined {
  const number = figure === undefined ? undefined : quotientOf(figure, unit);
  if (figure === undefined || number === undefined) return undefined;
  const full = figure.value === '' ? figure.numerator >= figure.denominator : fullCoverage(number);
  return { text: pushedText(figure), number, full };
}
