import { describe, expect, test } from '@jest/globals';
import type { ScorecardItem } from '@xiaomai/gateway-api/scorecard';

import type { Point } from '../scorecards.ts';
import { withChanges, yearBefore } from './series-changes.ts';

const item = (value: string | null): ScorecardItem => ({
  indicator: 'i',
  name: '指标',
  pack: 'p',
  unit: 'percent',
  verdict: 'met',
  value,
  target: null,
  targetId: null,
  comparator: null,
  gap: null,
  severity: null,
  reason: '',
});

const point = (period: string, value: string | null): Point => ({ period, item: item(value) });

test.each([
  ['2026-11', '2025-11'],
  ['2026-W47', '2025-W47'],
  ['2024-02-29', undefined],
  ['2026-W53', undefined],
  ['2026-Q4', '2025-Q4'],
  ['2026', '2025'],
  ['2026-2027', '2025-2026'],
  ['2021..2025', undefined],
])('a year before %s is %s', (period, before) => {
  expect(yearBefore(period)).toBe(before);
});

describe('a series', () => {
  const points = [point('2025-11', '90.5'), point('2026-09', '95'), point('2026-10', null), point('2026-11', '95.98')];

  test('starts where it was asked to, and compares with what lies before', () => {
    expect(withChanges(points, '2026-10').map(({ period }) => period)).toEqual(['2026-10', '2026-11']);
    expect(withChanges(points, '2026-09')[0]).toMatchObject({ changeFromPrevious: '4.5', changeFromLastYear: null });
  });

  test('has no change against or of what is not known', () => {
    const [, october, november] = withChanges(points, '2026-09');
    expect(october).toMatchObject({ changeFromPrevious: null });
    expect(november).toMatchObject({ changeFromPrevious: null, changeFromLastYear: '5.48' });
  });
});
