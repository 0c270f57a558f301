import { divide, minus, percent, plus, times, whole, zero, type Fraction } from '../figures/fraction.ts';
import type { Verdict } from '../figures/figure.ts';
import type { Target } from '../rules/catalogue.ts';
import { boundsOf, holds, missed, noData, notApplicable, type Outcome } from './outcome.ts';
import { isOnPath, waypointOf } from './path.ts';
import { shown, shownRoot } from './shown.ts';
import type { Situation } from './situation.ts';

const square = (a: Fraction): Fraction => times(a, a);

/** Square of the coefficient of variation × 100: variance ÷ mean² × 100²; undefined for fewer than two, or a mean of 0. */
export function squaredSpread(amounts: readonly Fraction[]): Fraction | undefined {
  const count = whole(amounts.length);
  if (amounts.length < 2) return undefined;
  const mean = divide(amounts.reduce(plus, zero), count);
  if (mean.over === 0n) return undefined;
  const squares = amounts.reduce((sum, amount) => plus(sum, square(minus(amount, mean))), zero);
  return percent(percent(divide(divide(squares, count), square(mean))));
}

// Without taking a root: what is squared stands to the square of a bound as it stands to the bound, unless that is below 0.
const signedSquare = (bound: Fraction): Fraction => (bound.over < 0n ? { over: -1n, under: 1n } : square(bound));

// What is asked now: the value, or before the due day what the path says.
type Asked = { readonly bound: Target; readonly miss: Verdict; readonly against: string | undefined };

function askedNow(target: Target, { period }: Situation, besides: readonly Fraction[]): Asked | undefined {
  if (!isOnPath(target, period)) return { bound: target, miss: missed(target, period.end), against: undefined };
  const waypoint = waypointOf(target, period);
  if (waypoint === undefined) return undefined;
  const comparator = waypoint.isReached(plus(waypoint.asked, whole(1))) ? 'at-least' : 'at-most';
  const against = shown(waypoint.asked, target.value, besides);
  return { bound: { ...target, comparator, low: waypoint.asked }, miss: 'at-risk', against };
}

type KnownChild = { readonly unit: string; readonly amount: Fraction };

function judgeSpread(target: Target, known: readonly KnownChild[], day: string): Outcome {
  const spread = squaredSpread(known.map(({ amount }) => amount));
  if (target.path !== null) return notApplicable;
  if (spread === undefined) return noData;
  const isMet = holds({ ...target, high: signedSquare(target.high) }, spread, signedSquare(target.low));
  const measured = shownRoot(spread, target.value, boundsOf(target));
  return { verdict: isMet ? 'met' : missed(target, day), measured };
}

function judgeEach(target: Target, known: readonly KnownChild[], situation: Situation): Outcome {
  const amounts = known.map(({ amount }) => amount);
  if (amounts.length === 0) return noData;
  const asked = askedNow(target, situation, amounts);
  if (asked === undefined) return notApplicable;
  const { bound, miss, against } = asked;
  const failing = known.filter(({ amount }) => !holds(bound, amount, bound.low)).map(({ unit }) => unit);
  const verdict = failing.length === 0 ? 'met' : miss;
  return { verdict, failing, ...(against === undefined ? {} : { against }) };
}

/** Targets that look at the units right below: each of them, or how far they are apart. */
export function judgeChildren(target: Target, situation: Situation): Outcome {
  const children = situation.around(target.indicator).children?.() ?? [];
  const known = children.flatMap(({ unit, amount }) => (amount === undefined ? [] : [{ unit, amount }]));
  if (target.measure === 'spread') return judgeSpread(target, known, situation.period.end);
  return judgeEach(target, known, situation);
}
