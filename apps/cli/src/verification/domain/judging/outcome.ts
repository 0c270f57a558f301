import { order, type Fraction } from '../figures/fraction.ts';
import type { Verdict } from '../figures/figure.ts';
import type { Target } from '../rules/catalogue.ts';

/** A verdict with what was compared, as it is written, where that is not the figure and a constant of the target. */
export type Outcome = {
  readonly verdict: Verdict;
  readonly against?: string;
  readonly measured?: string;
  /** Units right below that miss it. */
  readonly failing?: readonly string[];
};

export const noData: Outcome = { verdict: 'no-data' };
export const notApplicable: Outcome = { verdict: 'not-applicable' };

type Holds = (low: -1 | 0 | 1, high: -1 | 0 | 1) => boolean;

const notBelow: Holds = (low) => low >= 0;
const notAbove: Holds = (low) => low <= 0;
const same: Holds = (low) => low === 0;

const comparisons: Readonly<Record<Target['comparator'], Holds>> = {
  'at-least': notBelow,
  'non-decreasing': notBelow,
  'at-least-other': notBelow,
  'once-before': notBelow,
  'at-most': notAbove,
  'non-increasing': notAbove,
  'at-most-other': notAbove,
  above: (low) => low > 0,
  ordered: (low) => low > 0,
  below: (low) => low < 0,
  equals: same,
  zero: same,
  range: (low, high) => low >= 0 && high <= 0,
};

/** Whether a number is as the comparator wants it against what is asked. */
export const holds = (target: Target, amount: Fraction, asked: Fraction): boolean =>
  comparisons[target.comparator](order(amount, asked), order(amount, target.high));

/** The day by which it must be reached: that of the last stage where no other is given; empty = at once. */
export const dueDay = ({ due, stages }: Target): string => (due === '' ? (stages.at(-1)?.on ?? '') : due);

/** The verdict of a miss in a period that ends on that day. */
export const missed = ({ soft, due }: Target, day: string): Verdict =>
  soft || (due !== '' && due > day) ? 'at-risk' : 'breached';

/** Numbers to which a measured one must stand as it is written. */
export const boundsOf = (target: Target): readonly Fraction[] =>
  target.comparator === 'range' ? [target.low, target.high] : [target.low];
