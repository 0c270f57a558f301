import { divide, median, minus, plus, times, whole, type Fraction } from '../figures/fraction.ts';
import { daysBetween } from '../rules/period.ts';

export type Point = { readonly day: string; readonly amount: Fraction };

const fewest = 4;
const most = 12;

/** Where the last points lead to on a day, by the median of the slopes of all pairs (Theil and Sen); undefined for too few. */
export function projected(points: readonly Point[], day: string): Fraction | undefined {
  const last = points.slice(-most);
  const [first] = last;
  if (first === undefined || last.length < fewest) return undefined;
  const at = last.map((point) => ({ x: whole(daysBetween(first.day, point.day)), y: point.amount }));
  const slopes = at.flatMap((left, i) =>
    at.slice(i + 1).flatMap((right) => {
      const apart = minus(right.x, left.x);
      return apart.over === 0n ? [] : [divide(minus(right.y, left.y), apart)];
    }),
  );
  const slope = median(slopes);
  const start = median(at.map(({ x, y }) => minus(y, times(slope, x))));
  return plus(start, times(slope, whole(daysBetween(first.day, day))));
}
