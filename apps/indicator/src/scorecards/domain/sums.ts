import type { Aggregation } from '../../catalogue/domain/catalogue.ts';
import { addDecimals, decimalText, toQuotient, type Quotient } from '../../catalogue/domain/decimal.ts';
import { compareQuotients, integer, over } from '../../catalogue/domain/quotient.ts';
import type { Sums } from './contribution.ts';
import { quotientOf } from './judging/figure.ts';

/** What is being added up, in place: thousands are added at every write of a rollup. */
export type Growing<T> = { -readonly [K in keyof T]: T[K] };

type AddTo = (sum: Growing<Sums>, more: Sums, unit: string) => void;

const largest = Number.MAX_SAFE_INTEGER;

// A ratio with a numerator over nothing: none adds that, and whatever is added to it, it stays.
const isTooLarge = ({ numerator, denominator }: Sums): boolean => denominator === 0 && numerator > 0;

// What numbers cannot hold exactly is no figure; parts of figures that large are no numbers of things in a school.
function addParts(sum: Growing<Sums>, more: Sums): void {
  const numerator = sum.numerator + more.numerator;
  const denominator = sum.denominator + more.denominator;
  const isHeld = numerator <= largest && denominator <= largest && !isTooLarge(sum) && !isTooLarge(more);
  sum.numerator = isHeld ? numerator : largest;
  sum.denominator = isHeld ? denominator : 0;
}

const add: AddTo = (sum, more) => {
  addParts(sum, more);
  if (more.value !== undefined) sum.value = sum.value === undefined ? more.value : addDecimals(sum.value, more.value);
  sum.valued += more.valued;
  sum.latestAt = 0;
  sum.latestUnit = '';
};

const textOf = ({ value }: Sums): string => (value === undefined ? '' : decimalText(value));

/** Sums as a figure's parts. */
export const partsOf = (
  sums: Sums,
): { readonly numerator: number; readonly denominator: number; readonly value: string } => ({
  numerator: sums.numerator,
  denominator: sums.denominator,
  value: textOf(sums),
});

const choose =
  (isAfter: (a: Sums, b: Sums, unit: string) => boolean): AddTo =>
  (sum, more, unit) => {
    const valued = sum.valued + more.valued;
    if (more.valued > 0 && (sum.valued === 0 || !isAfter(sum, more, unit))) {
      const { numerator, denominator, value, latestAt, latestUnit } = more;
      Object.assign(sum, { numerator, denominator, value, latestAt, latestUnit });
    }
    sum.valued = valued;
  };

// By the number in the unit of the indicator: a third is 33.3 %, which is more than a published 4.05 %.
const isGreater = (a: Sums, b: Sums, unit: string): boolean => {
  const [left, right] = [a, b].map((sums) => quotientOf(partsOf(sums), unit) ?? integer(0)) as [Quotient, Quotient];
  const order = compareQuotients(left, right);
  return order === 0 ? a.latestUnit > b.latestUnit : order > 0;
};

const isLater = (a: Sums, b: Sums): boolean =>
  a.latestAt === b.latestAt ? a.latestUnit > b.latestUnit : a.latestAt > b.latestAt;

const adders: Record<Aggregation, AddTo> = {
  'ratio-of-sums': add,
  'units-met': add,
  sum: add,
  mean: add,
  none: add,
  max: choose(isGreater),
  latest: choose(isLater),
};

/** How an indicator adds up, and its unit. */
export type Adding = { readonly aggregation: Aggregation; readonly unit: string };

/** Adds to a sum what another child adds, in any order and grouping. */
export const addSums = ({ aggregation, unit }: Adding, sum: Growing<Sums>, more: Sums): void =>
  adders[aggregation](sum, more, unit);

/** The number that sums come to, in the unit of the indicator; undefined = none. */
export function numberOf(sums: Sums, aggregation: Aggregation, unit: string): Quotient | undefined {
  if (aggregation !== 'mean') return quotientOf(partsOf(sums), unit);
  return sums.value === undefined || sums.valued === 0 ? undefined : over(toQuotient(sums.value), integer(sums.valued));
}
