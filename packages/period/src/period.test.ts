import { describe, expect, test } from '@jest/globals';
import {
  nextPeriod,
  parsePeriod,
  parsePeriodInReach,
  periodAt,
  previousPeriod,
  samePeriodLastYear,
  samePeriodsNextYear,
  type Period,
} from './period.ts';
import { shanghaiDay, startOfShanghaiDay } from './shanghai.ts';

function period(text: string): Period {
  const parsed = parsePeriod(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

describe('period', () => {
  test.each([
    ['2026-11-21', 'day', '2026-11-21', '2026-11-21'],
    ['2026-W47', 'week', '2026-11-16', '2026-11-22'],
    ['2020-W53', 'week', '2020-12-28', '2021-01-03'],
    ['2026-11', 'month', '2026-11-01', '2026-11-30'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2026-Q4', 'quarter', '2026-10-01', '2026-12-31'],
    ['2023-H1', 'half-year', '2023-01-01', '2023-06-30'],
    ['2026', 'year', '2026-01-01', '2026-12-31'],
    ['2026-T1', 'term', '2026-09-01', '2027-01-31'],
    ['2026-T2', 'term', '2026-02-01', '2026-08-31'],
    ['2026-2027', 'school-year', '2026-09-01', '2027-08-31'],
    ['2021..2025', 'years', '2021-01-01', '2025-12-31'],
  ])('%s is a %s from %s to %s', (text, kind, start, end) => {
    expect(period(text)).toEqual({ text, kind, start, end });
  });

  test.each([
    '2026-13',
    '2026-02-30',
    '2026-W54',
    '2021-W53',
    '2026-Q5',
    '2026-2028',
    '2025..2021',
    '26-11',
    '2026-11 ',
    '',
  ])('%p is no period', (text) => {
    expect(parsePeriod(text)).toEqual({ ok: false, reason: 'invalid-period' });
  });

  test.each([
    ['2026-01', '2025-12'],
    ['2026-W01', '2025-W52'],
    ['2026-T2', '2025-T1'],
    ['2026-T1', '2026-T2'],
    ['2021..2025', '2016..2020'],
    ['2026-2027', '2025-2026'],
    ['2024-03-01', '2024-02-29'],
  ])('before %s comes %s, and after that the first again', (text, before) => {
    expect(previousPeriod(period(text)).text).toBe(before);
    expect(nextPeriod(period(before)).text).toBe(text);
  });

  test.each([
    ['2026-01', '2025-01'],
    ['2024-02-29', '2023-02-28'],
    ['2026-T1', '2025-T1'],
    ['2026-2027', '2025-2026'],
    ['2021..2025', '2016..2020'],
    ['2026-W10', '2025-W10'],
  ])('a year before %s is %s, and that is found again from there', (text, earlier) => {
    expect(samePeriodLastYear(period(text))?.text).toBe(earlier);
    expect(samePeriodsNextYear(period(earlier)).map((one) => one.text)).toContain(text);
  });

  test.each(['1900-01', '2199', '2026-2027', '2016..2035', '2021..2025'])(
    '%s is in reach, and so are dozens around it',
    (text) => {
      expect(parsePeriodInReach(text).ok).toBe(true);
      const around = (next: (period: Period) => Period): Period =>
        Array.from({ length: 24 }).reduce<Period>((at) => next(at), period(text));
      for (const next of [previousPeriod, nextPeriod]) expect(parsePeriod(around(next).text).ok).toBe(true);
    },
  );

  test.each(['0000-01', '1899-12', '2200', '9999-12-31', '2199-2200', '0001..9999', '2016..2036'])(
    '%s is a period out of reach, and what is beside it has a name all the same',
    (text) => {
      expect(parsePeriodInReach(text).ok).toBe(false);
      if (text.includes('..')) expect(() => previousPeriod(nextPeriod(period(text)))).not.toThrow();
    },
  );

  test('a week 53 has no other a year before', () => {
    expect(samePeriodLastYear(period('2020-W53'))).toBeUndefined();
  });

  test('a day belongs to the period of each kind that contains it', () => {
    for (const kind of ['day', 'week', 'month', 'quarter', 'half-year', 'year', 'term', 'school-year'] as const) {
      const found = periodAt(kind, '2027-01-15');
      expect(found.kind).toBe(kind);
      expect(found.start <= '2027-01-15' && '2027-01-15' <= found.end).toBe(true);
    }
  });

  test('the day in Shanghai changes at 16:00 UTC', () => {
    expect(shanghaiDay(Date.parse('2026-11-24T15:59:59.999Z'))).toBe('2026-11-24');
    expect(shanghaiDay(Date.parse('2026-11-24T16:00:00.000Z'))).toBe('2026-11-25');
    expect(new Date(startOfShanghaiDay('2026-11-25')).toISOString()).toBe('2026-11-24T16:00:00.000Z');
  });
});
