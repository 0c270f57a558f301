import { previousPeriod, type Period } from '@xiaomai/period';
import type { Quotient } from '../../../catalogue/domain/decimal.ts';
import { integer, median, minus, over, plus, times } from '../../../catalogue/domain/quotient.ts';
import { dayNumber } from './path.ts';
import type { Known } from './scene.ts';

/** How many periods a trend is made of at most, the judged one included. */
export const periodsInTrend = 12;
const fewestFigures = 4;

type Point = { readonly x: Quotient; readonly y: Quotient };

/** The period itself and those right before it that a trend is made of. */
export function trendPeriods(period: Period): readonly Period[] {
  const periods = [period];
  for (let at = period; periods.length < periodsInTrend;) {
    at = previousPeriod(at);
    periods.push(at);
  }
  return periods;
}

function slopesOf(points: readonly Point[]): readonly Quotient[] {
  return points.flatMap((a, index) => points.slice(index + 1).map((b) => over(minus(b.y, a.y), minus(b.x, a.x))));
}

/** Where the figures lead to on a day, by the line of Theil and Sen; undefined = too few of them. */
export function projection(
  period: Period,
  figureOf: (period: string) => Known | undefined,
  day: string,
): Quotient | undefined {
  const points = trendPeriods(period).flatMap(({ text, end }): readonly Point[] => {
    const figure = figureOf(text);
    return figure === undefined ? [] : [{ x: integer(dayNumber(end)), y: figure.number }];
  });
  if (points.length < fewestFigures) return undefined;
  const slope = median(slopesOf(points));
  const intercept = median(points.map(({ x, y }) => minus(y, times(slope, x))));
  return plus(times(slope, integer(dayNumber(day))), intercept);
}
