import type { Figure } from '../figures/figure.ts';
import type { Fraction } from '../figures/fraction.ts';
import type { Period } from '../rules/period.ts';
import type { OrgUnit } from '../rules/tree.ts';

/** A figure with data, and the number it comes to; a mean is computed and is written as such. */
export type Known = { readonly figure: Figure; readonly amount: Fraction; readonly isComputed?: boolean };

export type Child = { readonly unit: string; readonly amount: Fraction | undefined };

/** Other figures that a target may ask for; undefined where there is none with data. */
export type Around = {
  /** Own figure of another period. */
  readonly own: (period: string) => Known | undefined;
  /** Own figures of the periods of the same kind that ended before this one, with the last day of each. */
  readonly earlier: () => readonly (Known & { readonly day: string })[];
  /** Figure of another indicator of the same unit and period; `never` where there can be none. */
  readonly other: (indicator: string) => Known | undefined | 'never';
  /** Numbers of the units right below; undefined on a reporting unit. */
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
  /** Whether it was added up. */
  readonly isRollup: boolean;
  readonly around: (indicator: string) => Around;
};
