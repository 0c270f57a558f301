import { divide, minus, order, percent, plus, times, whole, zero, type Fraction } from '../figures/fraction.ts';
import type { Target } from '../rules/catalogue.ts';
import { holds, missed, noData, notApplicable, type Outcome } from './outcome.ts';
import type { Situation } from './situation.ts';

const square = (a: Fraction): Fraction => times(a, a);

/** Square of the coefficient of variation × 100: variance ÷ mean² × 100²; undefined for none, or a mean of 0. */
export function squaredSpread(amounts: readonly Fraction[]): Fraction | undefined {
  const count = whole(amounts.length);
  if (amounts.length === 0) return undefined;
  const mean = divide(amounts.reduce(plus, zero), count);
  if (mean.over === 0n) return undefined;
  const variance = divide(
    amounts.reduce((sum, amount) => plus(sum, square(minus(amount, mean))), zero),
    count,
  );
  return percent(percent(divide(variance, square(mean))));
}

/** Holds the spread against the target without taking a root: both sides squared. */
function judgeSpread(target: Target, amounts: readonly Fraction[], day: string): Outcome {
  const spread = squaredSpread(amounts);
  if (spread === undefined) return noData;
  const bound = { ...target, high: square(target.high) };
  const isMet = order(target.low, zero) >= 0 && holds(bound, spread, square(target.low));
  return { verdict: isMet ? 'met' : missed(target, day) };
}

/** Targets that look at the units right below: each of them, or how far they are apart. */
export function judgeChildren(target: Target, { around, period }: Situation): Outcome {
  const children = around(target.indicator).children?.();
  if (children === undefined) return notApplicable;
  const known = children.flatMap(({ unit, amount }) => (amount === undefined ? [] : [{ unit, amount }]));
  if (target.measure === 'spread') {
    return judgeSpread(
      target,
      known.map(({ amount }) => amount),
      period.end,
    );
  }
  if (known.length === 0) return noData;
  const failing = known.filter(({ amount }) => !holds(target, amount, target.low)).map(({ unit }) => unit);
  return { verdict: failing.length === 0 ? 'met' : missed(target, period.end), failing };
}
