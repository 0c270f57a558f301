import { divide, median, minus, order, plus, times, whole, type Fraction } from '../figures/fraction.ts';
import type { Target } from '../rules/catalogue.ts';
import { daysBetween, readPeriod } from '../rules/period.ts';
import { boundsOf, dueDay, holds } from './outcome.ts';
import { shown } from './shown.ts';
import type { Situation } from './situation.ts';

export type Point = { readonly day: string; readonly amount: Fraction };

const fewest = 4;
const periodsLookedAt = 12;

/** Where the points lead to on a day, by the median of the slopes of all pairs (Theil and Sen); undefined for too few. */
export function leadsTo(points: readonly Point[], day: string): Fraction | undefined {
  const [first] = points;
  if (first === undefined || points.length < fewest) return undefined;
  const at = points.map((point) => ({ x: whole(daysBetween(first.day, point.day)), y: point.amount }));
  const slopes = at.flatMap((left, i) =>
    at.slice(i + 1).map((right) => divide(minus(right.y, left.y), minus(right.x, left.x))),
  );
  const slope = median(slopes);
  const start = median(at.map(({ x, y }) => minus(y, times(slope, x))));
  return plus(start, times(slope, whole(daysBetween(first.day, day))));
}

function ownPoints(target: Target, amount: Fraction, { around, period }: Situation): readonly Point[] {
  const { own } = around(target.indicator);
  const points: Point[] = [{ day: period.end, amount }];
  let before = readPeriod(period.before);
  for (let looked = 1; looked < periodsLookedAt && before !== undefined; looked += 1) {
    const known = own(before.text);
    if (known !== undefined) points.unshift({ day: before.end, amount: known.amount });
    before = readPeriod(before.before);
  }
  return points;
}

// One that must be hit exactly is reached from the side on which the figure is; one that is hit may not fall below.
function misses(target: Target, there: Fraction, amount: Fraction): boolean {
  if (target.comparator !== 'equals' && target.comparator !== 'zero') return !holds(target, there, target.low);
  const fromAbove = order(amount, target.low) > 0;
  return fromAbove ? order(there, target.low) > 0 : order(there, target.low) < 0;
}

const looksAhead: ReadonlySet<string> = new Set(['at-least', 'at-most', 'above', 'below', 'equals', 'range', 'zero']);

const isWatched = (target: Target, { isRollup, period, around }: Situation): boolean =>
  target.projected &&
  !isRollup &&
  target.measure === 'figure' &&
  looksAhead.has(target.comparator) &&
  dueDay(target) > period.end &&
  around(target.indicator).own(period.text) !== undefined;

/** What the trend comes to on the due day, as it is written, where it then misses the target. */
export function missedByTrend(target: Target, amount: Fraction, situation: Situation): string | undefined {
  if (!isWatched(target, situation)) return undefined;
  const there = leadsTo(ownPoints(target, amount, situation), dueDay(target));
  if (there === undefined || !misses(target, there, amount)) return undefined;
  return shown(there, target.value, boundsOf(target));
}
