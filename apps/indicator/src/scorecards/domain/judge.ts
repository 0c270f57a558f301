import type { Indicator, Target } from '../../catalogue/domain/catalogue.ts';
import {
  compareQuotient,
  parseDecimal,
  toQuotient,
  type Decimal,
  type Quotient,
} from '../../catalogue/domain/decimal.ts';

/** One figure: a ratio, or a decimal text in `value`. */
export type Figure = {
  readonly indicator: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Decimal text; empty = a ratio. */
  readonly value: string;
};

/** A figure as it was pushed. */
export type PushedFigure = Figure & {
  /** Decimal text of the rate stated beside numerator and denominator; empty = none. */
  readonly statedRate: string;
  /** Unix milliseconds at which it was first received as it stands, where that was an earlier revision; 0 = with its submission. */
  readonly receivedAt: number;
};

/** What a figure comes to. */
export type Verdict = 'met' | 'at-risk' | 'breached' | 'no-data' | 'not-applicable';

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
export type Cell = PushedFigure & Judged;

/** A figure as an exact quotient in the unit of its target; undefined = no data. */
export function quotientOf(figure: Figure, unit: string): Quotient | undefined {
  if (figure.value !== '') {
    const decimal = parseDecimal(figure.value);
    return decimal === undefined ? undefined : toQuotient(decimal);
  }
  if (figure.denominator <= 0) return undefined;
  const factor = unit === 'percent' ? 100n : 1n;
  return { numerator: BigInt(figure.numerator) * factor, denominator: BigInt(figure.denominator) };
}

const largestSafe = Number.MAX_SAFE_INTEGER;

// Nearly every comparison is between small integers: no need for BigInt there.
function compareSmall(figure: Figure, unit: string, target: Decimal): number | undefined {
  if (figure.value !== '' || target.scale !== 0) return undefined;
  const left = figure.numerator * (unit === 'percent' ? 100 : 1);
  const right = Number(target.mantissa) * figure.denominator;
  return left > largestSafe || Math.abs(right) > largestSafe ? undefined : left - right;
}

function compare(figure: Figure, unit: string, target: Decimal): number {
  const small = compareSmall(figure, unit, target);
  if (small !== undefined) return small;
  const quotient = quotientOf(figure, unit);
  return quotient === undefined ? Number.NaN : compareQuotient(quotient, target);
}

type Plain = 'at-least' | 'at-most' | 'above' | 'below' | 'equals' | 'zero' | 'range';

const holds: Record<Plain, (figure: Figure, unit: string, target: Target) => boolean> = {
  'at-least': (figure, unit, target) => compare(figure, unit, target.value) >= 0,
  'at-most': (figure, unit, target) => compare(figure, unit, target.value) <= 0,
  above: (figure, unit, target) => compare(figure, unit, target.value) > 0,
  below: (figure, unit, target) => compare(figure, unit, target.value) < 0,
  equals: (figure, unit, target) => compare(figure, unit, target.value) === 0,
  zero: (figure, unit, target) => compare(figure, unit, target.value) === 0,
  range: (figure, unit, target) =>
    compare(figure, unit, target.value) >= 0 && compare(figure, unit, target.upper ?? target.value) <= 0,
};

const isPlain = (comparator: Target['comparator']): comparator is Plain => comparator in holds;

const hasData = (figure: Figure): boolean =>
  figure.value === '' ? figure.denominator > 0 : parseDecimal(figure.value) !== undefined;

/** Judges one figure against its target on the last day of its period. */
export function judgeFigure(
  figure: Figure,
  indicator: Pick<Indicator, 'unit'>,
  against: { readonly target: Target | undefined; readonly periodEnd: string },
): Verdict {
  if (!hasData(figure)) return 'no-data';
  const { target, periodEnd } = against;
  if (target === undefined) return 'not-applicable';
  if (!isPlain(target.comparator)) return 'not-applicable';
  if (holds[target.comparator](figure, indicator.unit, target)) return 'met';
  return target.soft || (target.due !== '' && target.due > periodEnd) ? 'at-risk' : 'breached';
}

/** A group is breached by one breached member, and met only when all its members are. */
export function judgeGroup(members: readonly (Verdict | undefined)[]): Verdict {
  const judged = members.filter((verdict) => verdict !== 'not-applicable');
  if (judged.length === 0) return 'not-applicable';
  if (judged.includes('breached')) return 'breached';
  if (judged.includes(undefined) || judged.includes('no-data')) return 'no-data';
  return judged.includes('at-risk') ? 'at-risk' : 'met';
}
