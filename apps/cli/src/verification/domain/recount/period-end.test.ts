import { describe, expect, it } from '@jest/globals';
import { parsePeriod, periodAt } from '@xiaomai/period';
import { periodEnd } from './period-end.ts';

const dayMs = 86_400_000;
const kinds = ['day', 'week', 'month', 'quarter', 'half-year', 'year', 'term', 'school-year'] as const;

describe('the last day of a period', () => {
  it('is the one the live path has, on each day of ten years', () => {
    for (let ms = Date.UTC(2019, 0, 1); ms < Date.UTC(2029, 0, 1); ms += dayMs) {
      const day = new Date(ms).toISOString().slice(0, 10);
      for (const kind of kinds) {
        const { text, end } = periodAt(kind, day);
        expect([text, periodEnd(text)]).toEqual([text, end]);
      }
    }
  });

  it('of several years is the end of the last', () => {
    expect(periodEnd('2021..2025')).toBe('2025-12-31');
    expect(parsePeriod('2021..2025')).toMatchObject({ value: { end: '2025-12-31' } });
  });

  it('is unknown where there is no period', () => {
    expect(periodEnd('2026-X')).toBeUndefined();
  });
});
