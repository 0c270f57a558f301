import type { Series, SeriesPoint } from '@xiaomai/gateway-api/series';
import { isRatio } from '../format/figure.ts';

/** One line: a value a month in the order of the months, null where there is none. */
export type TrendLine = {
  readonly indicator: string;
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly points: readonly (SeriesPoint | undefined)[];
};

function valueOf(point: SeriesPoint | undefined): number | null {
  const item = point?.item ?? null;
  if (item === null || item.verdict === 'no-data') return null;
  if (isRatio(item)) return (item.numerator / item.denominator) * 100;
  return item.value === null ? null : Number(item.value);
}

export function trendLine(series: Series, months: readonly string[], name: string): TrendLine {
  const points = months.map((month) => series.points.find(({ period }) => period === month));
  return { indicator: series.indicator, name, points, values: points.map(valueOf) };
}

export const isEmpty = (lines: readonly TrendLine[]): boolean =>
  lines.every(({ values }) => values.every((value) => value === null));

/** Where the axis begins: far enough below the lowest value that small differences near 100 can be seen. */
export function axisFloor(lines: readonly TrendLine[]): number {
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  if (values.length === 0) return 0;
  return Math.max(0, Math.floor((Math.min(...values) - 1) / 5) * 5);
}
