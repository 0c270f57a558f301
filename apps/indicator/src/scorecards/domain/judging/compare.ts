import type { Comparator, Target } from '../../../catalogue/domain/catalogue.ts';
import { toQuotient, type Quotient } from '../../../catalogue/domain/decimal.ts';
import { compareQuotients, integer } from '../../../catalogue/domain/quotient.ts';

/** Comparators that hold a number against the values of the target. */
export type Plain = 'at-least' | 'at-most' | 'above' | 'below' | 'equals' | 'range' | 'zero';

/** What a number is held against. */
export type Bound = { readonly value: Quotient; readonly upper: Quotient };

type CompareTo = (edge: Quotient) => number;

const zero = integer(0);

const holds: Record<Plain, (compareTo: CompareTo, bound: Bound) => boolean> = {
  'at-least': (compareTo, { value }) => compareTo(value) >= 0,
  'at-most': (compareTo, { value }) => compareTo(value) <= 0,
  above: (compareTo, { value }) => compareTo(value) > 0,
  below: (compareTo, { value }) => compareTo(value) < 0,
  equals: (compareTo, { value }) => compareTo(value) === 0,
  zero: (compareTo) => compareTo(zero) === 0,
  range: (compareTo, { value, upper }) => compareTo(value) >= 0 && compareTo(upper) <= 0,
};

/** Whether a comparator holds numbers against the values of its target. */
export const isPlain = (comparator: Comparator): comparator is Plain => comparator in holds;

/** The values of a target. */
export const boundOf = (target: Target): Bound => ({
  value: toQuotient(target.value),
  upper: toQuotient(target.upper ?? target.value),
});

/** Whether what can be compared with an edge meets a bound. */
export const meetsBy = (comparator: Plain, compareTo: CompareTo, bound: Bound): boolean =>
  holds[comparator](compareTo, bound);

/** Whether a number meets a bound. */
export const meets = (comparator: Plain, number: Quotient, bound: Bound): boolean =>
  meetsBy(comparator, (edge) => compareQuotients(number, edge), bound);

/** Which way a value is to be reached: not below it, or not above it. */
export function directionOf(comparator: Plain, start: Quotient, value: Quotient): 'at-least' | 'at-most' {
  if (comparator === 'at-least' || comparator === 'above' || comparator === 'range') return 'at-least';
  if (comparator === 'equals') return compareQuotients(start, value) <= 0 ? 'at-least' : 'at-most';
  return 'at-most';
}

/** Decimals in which what is compared with a target is shown. */
export const decimalsOf = (target: Target): number => Math.max(2, target.value.scale);

/** What a target's numbers are held against, as quotients that rounding may not cross. */
export const edgesOf = ({ value, upper }: Bound): readonly Quotient[] => [value, upper];
