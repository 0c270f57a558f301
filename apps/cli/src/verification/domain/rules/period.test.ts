import { describe, expect, it } from '@jest/globals';
import { parsePeriod, periodAt } from '@xiaomai/period';
import { periodAround, readPeriod } from './period.ts';

const dayMs = 86_400_000;
const kinds = ['day', 'week', 'month', 'quarter', 'half-year', 'year', 'term', 'school-year'] as const;

describe('the days of a period', () => {
  it('are those the live path has, on each day of ten years', () => {
    for (let ms = Date.UTC(2019, 0, 1); ms < Date.UTC(2029, 0, 1); ms += dayMs) {
      const day = new Date(ms).toISOString().slice(0, 10);
      const live = kinds.map((kind) => periodAt(kind, day));
      expect(live.map(({ text }) => readPeriod(text))).toMatchObject(live);
      expect(kinds.map((kind) => periodAround(kind, day)?.text)).toEqual(live.map(({ text }) => text));
    }
  });

  it('of several years end with the last', () => {
    expect(readPeriod('2021..2025')?.end).toBe('2025-12-31');
    expect(parsePeriod('2021..2025')).toMatchObject({ value: { end: '2025-12-31' } });
  });

  it('are unknown where there is no period', () => {
    expect(readPeriod('2026-X')).toBeUndefined();
  });
});
