import { describe, expect, test } from '@jest/globals';
import { instantText, shortInstantText, spanBetween } from './instants.ts';

const now = Date.parse('2026-11-24T03:00:00.000Z');

describe('an instant', () => {
  test('is shown in Shanghai time', () => {
    expect(instantText('2026-11-23T16:30:05.120Z')).toBe('2026-11-24 00:30:05');
  });

  test('that is absent is a dash', () => {
    expect(instantText(null)).toBe('—');
    expect(instantText('not a time')).toBe('—');
    expect(shortInstantText(undefined, now)).toBe('—');
  });

  test('of this year is shown without the year', () => {
    expect(shortInstantText('2026-11-23T16:30:05.120Z', now)).toBe('11-24 00:30');
    expect(shortInstantText('2025-11-23T16:30:05.120Z', now)).toBe('2025-11-24 00:30');
  });
});

describe('a span', () => {
  test('is told in the largest unit that has happened', () => {
    expect(spanBetween(now - 59_000, now)).toEqual({ unit: 'now', count: 0 });
    expect(spanBetween(now - 61_000, now)).toEqual({ unit: 'minutes', count: 1 });
    expect(spanBetween(now - 47 * 3_600_000, now)).toEqual({ unit: 'hours', count: 47 });
    expect(spanBetween(now - 49 * 3_600_000, now)).toEqual({ unit: 'days', count: 2 });
  });

  test('is never negative when clocks disagree', () => {
    expect(spanBetween(now + 5_000, now)).toEqual({ unit: 'now', count: 0 });
  });
});
