import type { Aggregation } from '../../catalogue/domain/catalogue.ts';
import { addDecimals, decimalText, toQuotient, type Quotient } from '../../catalogue/domain/decimal.ts';
import { compareQuotients, integer, over } from '../../catalogue/domain/quotient.ts';
import type { Sums } from './contribution.ts';
import { quotientOf } from './judging/figure.ts';

type Add = (a: Sums, b: Sums, unit: string) => Sums;

// A ratio with a numerator over nothing: none adds that, and whatever is added to it, it stays.
const isTooLarge = ({ numerator, denominator }: Sums): boolean => denominator === 0 && numerator > 0;

// What numbers cannot hold exactly is no figure; parts of figures that large are no numbers of things in a school.
function addedParts(a: Sums, b: Sums): Pick<Sums, 'numerator' | 'denominator'> {
  const numerator = a.numerator + b.numerator;
  const denominator = a.denominator + b.denominator;
  const largest = Number.MAX_SAFE_INTEGER;
  const isHeld = numerator <= largest && denominator <= largest && !isTooLarge(a) && !isTooLarge(b);
  return isHeld ? { numerator, denominator } : { numerator: largest, denominator: 0 };
}

const added: Add = (a, b) => ({
  ...addedParts(a, b),
  value: a.value === undefined ? b.value : b.value === undefined ? a.value : addDecimals(a.value, b.value),
  valued: a.valued + b.valued,
  latestAt: 0,
  latestUnit: '',
});

const textOf = ({ value }: Sums): string => (value === undefined ? '' : decimalText(value));

/** Sums as a figure's parts. */
export const partsOf = (
  sums: Sums,
): { readonly numerator: number; readonly denominator: number; readonly value: string } => ({
  numerator: sums.numerator,
  denominator: sums.denominator,
  value: textOf(sums),
});

const chosen =
  (isAfter: (a: Sums, b: Sums, unit: string) => boolean): Add =>
  (a, b, unit) => {
    const valued = a.valued + b.valued;
    if (a.valued === 0 || b.valued === 0) return { ...(a.valued === 0 ? b : a), valued };
    return { ...(isAfter(a, b, unit) ? a : b), valued };
  };

// By the number in the unit of the indicator: a third is 33.3 %, which is more than a published 4.05 %.
const isGreater = (a: Sums, b: Sums, unit: string): boolean => {
  const [left, right] = [a, b].map((sums) => quotientOf(partsOf(sums), unit) ?? integer(0)) as [Quotient, Quotient];
  const order = compareQuotients(left, right);
  return order === 0 ? a.latestUnit > b.latestUnit : order > 0;
};

const isLater = (a: Sums, b: Sums): boolean =>
  a.latestAt === b.latestAt ? a.latestUnit > b.latestUnit : a.latestAt > b.latestAt;

const adders: Record<Aggregation, Add> = {
  'ratio-of-sums': added,
  'units-met': added,
  sum: added,
  mean: added,
  none: added,
  max: chosen(isGreater),
  latest: chosen(isLater),
};

/** How an indicator adds up, and its unit. */
export type Adding = { readonly aggregation: Aggregation; readonly unit: string };

/** Adds what two children add, in any order and grouping. */
export const addSums = ({ aggregation, unit }: Adding, a: Sums, b: Sums): Sums => adders[aggregation](a, b, unit);

/** The number that sums come to, in the unit of the indicator; undefined = none. */
export function numberOf(sums: Sums, aggregation: Aggregation, unit: string): Quotient | undefined {
  if (aggregation !== 'mean') return quotientOf(partsOf(sums), unit);
  return sums.value === undefined || sums.valued === 0 ? undefined : over(toQuotient(sums.value), integer(sums.valued));
}
