import { describe, expect, test } from '@jest/globals';
import { periodText, shortMonth } from './month-text.ts';

describe('a period in words', () => {
  test('is a month in the language of the reader', () => {
    expect(periodText('2026-11', 'zh')).toBe('2026年11月');
    expect(periodText('2026-01', 'en')).toBe('Jan 2026');
    expect(shortMonth('2026-09', 'zh')).toBe('9月');
    expect(shortMonth('2026-09', 'en')).toBe('Sep');
  });

  test('that is no month stays as it is written', () => {
    expect(periodText('2026-W47', 'zh')).toBe('2026-W47');
  });
});
