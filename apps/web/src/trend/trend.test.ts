import { describe, expect, test } from '@jest/globals';
import { anItem } from '../../test-server/examples.ts';
import { axisScale, isEmpty, trendLine, type TrendLine } from './trend.ts';

const line = (...values: readonly (number | null)[]): TrendLine => ({ indicator: 'i', name: 'i', values, points: [] });

describe('a line of the last months', () => {
  const point = (period: string, numerator: number, denominator: number) => ({
    period,
    item: anItem({ numerator, denominator, verdict: denominator === 0 ? 'no-data' : 'breached' }),
    changeFromPrevious: null,
    changeFromLastYear: null,
  });

  test('has a gap where a month has no data', () => {
    const series = { indicator: 'i', orgUnit: 'u', points: [point('2026-09', 3, 4), point('2026-11', 0, 0)] };
    expect(trendLine(series, ['2026-09', '2026-10', '2026-11'], 'i').values).toEqual([75, null, null]);
  });

  test('is nothing to draw when every month is a gap', () => {
    expect(isEmpty([line(null, null), line(null)])).toBe(true);
    expect(isEmpty([line(null, 0)])).toBe(false);
  });
});

describe('the axis', () => {
  test.each([
    [[99.5, 100], { min: 99, interval: 1 }],
    [[88.2], { min: 85, interval: 5 }],
    [[3], { min: 0, interval: 20 }],
    [[], { min: 99, interval: 1 }],
  ])('for %j begins close below the lowest value', (values, scale) => {
    expect(axisScale([line(...values)])).toEqual({ max: 100, ...scale });
  });

  test('never begins below zero', () => {
    expect(axisScale([line(0)]).min).toBe(0);
  });
});
