import type { Fraction } from '../figures/fraction.ts';
import type { Period } from '../rules/period.ts';
import type { OrgUnit } from '../rules/tree.ts';

export type Child = { readonly unit: string; readonly amount: Fraction | undefined };

/** Other numbers that a target may ask for; undefined where there is none. */
export type Around = {
  /** Own number of another period. */
  readonly own: (period: string) => Fraction | undefined;
  /** Own numbers of the periods that ended before this one, oldest first, with the last day of each. */
  readonly earlier: () => readonly { readonly day: string; readonly amount: Fraction }[];
  /** Number of another indicator of the same unit and period. */
  readonly other: (indicator: string) => Fraction | undefined;
  /** Numbers of the units right below; undefined where there are none by nature. */
  readonly children: (() => readonly Child[]) | undefined;
};

/** Everything besides the figure that a verdict depends on. */
export type Situation = {
  /** Units from the one judged up to the root, on the last day of the period. */
  readonly line: readonly OrgUnit[];
  readonly period: Period;
  /** Unix milliseconds at which the figure came. */
  readonly receivedAt: number;
  /** Unix milliseconds at which it is judged. */
  readonly now: number;
  readonly around: (indicator: string) => Around;
};
