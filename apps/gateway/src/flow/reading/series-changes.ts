import { gapText } from '@xiaomai/gateway-api/figure';
import type { SeriesPoint } from '@xiaomai/gateway-api/series';
import { parsePeriod } from '@xiaomai/period';

import type { Point } from '../scorecards.ts';

const minusOne = (year: string): string => String(Number(year) - 1).padStart(4, '0');

/** The same period a year before; undefined where there is none, as of week 53 or of several years. */
export function yearBefore(period: string): string | undefined {
  const [, year = '', rest = ''] = /^(\d{4})(.*)$/.exec(period) ?? [];
  const isSchoolYear = /^-\d{4}$/.test(rest);
  const before = `${minusOne(year)}${isSchoolYear ? `-${year}` : rest}`;
  const isYears = rest.startsWith('..');
  return !isYears && parsePeriod(before).ok ? before : undefined;
}

const changeBetween = (now: Point, then: Point | undefined): string | null => {
  const before = then?.item?.value ?? null;
  return before === null ? null : gapText(now.item?.value ?? null, 'equals', before);
};

/** Adds to each point its change against the point before it and against the year before; drops those before `from`. */
export function withChanges(points: readonly Point[], from: string): SeriesPoint[] {
  const byPeriod = new Map(points.map((point) => [point.period, point]));
  const start = parsePeriod(from);
  const startDay = start.ok ? start.value.start : '';
  return points.flatMap((point, at) => {
    const period = parsePeriod(point.period);
    if (period.ok && period.value.start < startDay) return [];
    const lastYear = yearBefore(point.period);
    return [
      {
        ...point,
        changeFromPrevious: changeBetween(point, points[at - 1]),
        changeFromLastYear: changeBetween(point, lastYear === undefined ? undefined : byPeriod.get(lastYear)),
      },
    ];
  });
}
