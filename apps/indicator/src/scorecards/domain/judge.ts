import type { Period } from '@xiaomai/period';
import type { Target } from '../../catalogue/domain/catalogue.ts';
import type { Decimal } from '../../catalogue/domain/decimal.ts';
import { hasData, type Figure, type PushedFigure, type Verdict } from './judging/figure.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { missOf } from './judging/miss.ts';
import { knownFigure, noData, notApplicable, type Known, type Outcome, type Scene } from './judging/scene.ts';

export { quotientOf, type Figure, type PushedFigure, type Verdict } from './judging/figure.ts';

/** A figure with its verdict. */
export type Judged = Figure & {
  readonly verdict: Verdict;
  /** Id of the target it was judged against; empty = none. */
  readonly target: string;
  /** What it was held against where that is no constant of the target; empty = nothing of the kind. */
  readonly against: string;
  /** What was compared where that is not the figure itself; empty = the figure. */
  readonly measured: string;
};

/** A pushed or derived figure with its verdict. */
export type Cell = PushedFigure &
  Judged & {
    /** It follows from others and was never pushed. */
    readonly derived: boolean;
  };

const largestSafe = Number.MAX_SAFE_INTEGER;

// Nearly every comparison is between small integers: no need for BigInt there.
function compareSmall(figure: Figure, unit: string, target: Decimal): number | undefined {
  if (figure.value !== '' || target.scale !== 0) return undefined;
  const left = figure.numerator * (unit === 'percent' ? 100 : 1);
  const right = Number(target.mantissa) * figure.denominator;
  return left > largestSafe || Math.abs(right) > largestSafe ? undefined : left - right;
}

const small: Partial<Record<Target['comparator'], (difference: number) => boolean>> = {
  'at-least': (difference) => difference >= 0,
  'at-most': (difference) => difference <= 0,
  above: (difference) => difference > 0,
  below: (difference) => difference < 0,
  equals: (difference) => difference === 0,
  zero: (difference) => difference === 0,
};

const met: Outcome = { verdict: 'met', against: '', measured: '' };

// The short way of a target that compares with nothing but its own value; undefined = it has to be looked at closely.
function plainlyHolds(figure: Figure, unit: string, target: Target): boolean | undefined {
  if (target.measure !== 'figure' || target.path !== undefined || target.projected) return undefined;
  const holds = small[target.comparator];
  const difference = holds === undefined ? undefined : compareSmall(figure, unit, target.value);
  return holds === undefined || difference === undefined ? undefined : holds(difference);
}

/** What a figure is judged with. */
export type Against = {
  readonly target: Target | undefined;
  readonly period: Period;
  /** Asked for only where the target needs it. */
  readonly scene: () => Scene;
  /** The figure where its parts do not give it: the mean of a rollup. */
  readonly known?: Known;
};

/** Judges one figure against its target. */
export function judgeFigure(figure: Figure, unit: string, { target, period, scene, known }: Against): Outcome {
  if (known !== undefined)
    return target === undefined ? notApplicable : judgeTarget({ figure: known, target, scene: scene() });
  if (!hasData(figure)) return noData;
  if (target === undefined) return notApplicable;
  const plainly = plainlyHolds(figure, unit, target);
  if (plainly !== undefined) return plainly ? met : { ...met, verdict: missOf(target, { period }) };
  const own = knownFigure(figure, unit);
  return own === undefined ? noData : judgeTarget({ figure: own, target, scene: scene() });
}

/** Met when so many members are (0 = all that apply); what is not known may still decide it. */
export function judgeGroup(members: readonly (Verdict | undefined)[], atLeast = 0): Verdict {
  const judged = members.filter((verdict) => verdict !== 'not-applicable');
  if (judged.length === 0) return 'not-applicable';
  const wanted = atLeast === 0 ? judged.length : atLeast;
  const count = (...verdicts: readonly (Verdict | undefined)[]): number =>
    judged.filter((verdict) => verdicts.includes(verdict)).length;
  if (count('met') >= wanted) return 'met';
  if (count('met', 'at-risk') >= wanted) return 'at-risk';
  return count('met', 'at-risk', 'no-data', undefined) >= wanted ? 'no-data' : 'breached';
}
