import { describe, expect, test } from '@jest/globals';
import { isMonth, monthAt, monthChoices, monthsUpTo, neighbourMonth } from './month.ts';

describe('months', () => {
  test('turn at midnight in Shanghai, not in London', () => {
    expect(monthAt(Date.parse('2026-10-31T15:59:59.000Z'))).toBe('2026-10');
    expect(monthAt(Date.parse('2026-10-31T16:00:00.000Z'))).toBe('2026-11');
  });

  test('run back over the turn of the year, oldest first', () => {
    expect(monthsUpTo('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  test('to choose from are newest first and keep one that a link asks for', () => {
    expect(monthChoices('2026-11', '2026-10').slice(0, 2)).toEqual(['2026-11', '2026-10']);
    expect(monthChoices('2026-11', '2020-01').at(-1)).toBe('2020-01');
    expect(monthChoices('2026-11', '2026-12')[0]).toBe('2026-12');
  });

  test('have a neighbour on either side until the ends', () => {
    const choices = ['2026-11', '2026-10', '2026-09'];
    expect(neighbourMonth(choices, '2026-10', 1)).toBe('2026-11');
    expect(neighbourMonth(choices, '2026-10', -1)).toBe('2026-09');
    expect(neighbourMonth(choices, '2026-11', 1)).toBeUndefined();
    expect(neighbourMonth(choices, '2026-09', -1)).toBeUndefined();
  });

  test('are told from other periods', () => {
    expect(isMonth('2026-11')).toBe(true);
    expect(isMonth('2026-W47')).toBe(false);
    expect(isMonth('2026-13')).toBe(false);
  });
});
