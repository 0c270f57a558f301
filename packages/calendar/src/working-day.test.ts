import { describe, expect, test } from '@jest/globals';
import { isPublishedYear, isWorkingDay, lastPublishedYear, workingDayAfter } from './working-day.ts';

describe('working days of 2026', () => {
  test.each([
    ['2026-01-01', false], // 元旦
    ['2026-01-04', true], // make-up Sunday
    ['2026-02-14', true], // make-up Saturday before 春节
    ['2026-02-15', false], // 春节, a Sunday
    ['2026-02-23', false], // last day of 春节, a Monday
    ['2026-02-24', true],
    ['2026-02-28', true], // make-up Saturday after 春节
    ['2026-04-06', false], // 清明
    ['2026-05-09', true], // make-up Saturday of 劳动节
    ['2026-06-19', false], // 端午
    ['2026-09-20', true], // make-up Sunday before 国庆
    ['2026-09-25', false], // 中秋
    ['2026-10-01', false], // 国庆
    ['2026-10-07', false],
    ['2026-10-08', true],
    ['2026-10-10', true], // make-up Saturday after 国庆
    ['2026-11-28', false], // an ordinary Saturday
    ['2026-11-30', true],
  ])('%s is worked: %s', (day, worked) => {
    expect(isWorkingDay(day)).toBe(worked);
  });

  test.each([
    ['2026-10-31', 5, '2026-11-06'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 3, '2026-10-10'], // Thursday, Friday, and the make-up Saturday
    ['2026-09-30', 4, '2026-10-12'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-10-10', -3, '2026-09-30'],
    ['2026-10-03', 0, '2026-10-03'],
  ])('from %s, %s working days lead to %s', (day, days, expected) => {
    expect(workingDayAfter(day, days)).toBe(expected);
  });
});

describe('a year that is not published', () => {
  test('the data package knows the present year, and says where it ends', () => {
    expect(lastPublishedYear).toBeGreaterThanOrEqual(2026);
    expect(isPublishedYear(`${String(lastPublishedYear)}-12-31`)).toBe(true);
    expect(isPublishedYear(`${String(lastPublishedYear + 1)}-01-01`)).toBe(false);
    expect(isPublishedYear('2003-12-31')).toBe(false);
  });

  test('works Monday to Friday, on what may become holidays as well', () => {
    expect(isWorkingDay('2099-10-01')).toBe(true); // a Thursday
    expect(isWorkingDay('2099-10-03')).toBe(false); // a Saturday
  });
});
