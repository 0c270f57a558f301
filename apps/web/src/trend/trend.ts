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

export type Scale = { readonly min: number; readonly max: number; readonly interval: number };

const steps = [1, 2, 5, 10, 20];
const mostSteps = 5;

/** An axis up to 100 that begins close below the lowest value, so that small differences near 100 can be seen. */
export function axisScale(lines: readonly TrendLine[]): Scale {
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const room = 100 - Math.max(0, Math.min(100, ...values) - 0.5);
  const interval = steps.find((step) => Math.ceil(room / step) <= mostSteps) ?? 20;
  return { min: Math.max(0, 100 - Math.ceil(room / interval) * interval), max: 100, interval };
}
