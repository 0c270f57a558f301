import { describe, expect, test } from '@jest/globals';
import { dueTime, reminderTimes, type DueRule } from './due-time.ts';

const rule = (more: Partial<DueRule> = {}): DueRule => ({
  days: 5,
  workingDays: true,
  at: '17:00',
  remindBefore: [],
  remindAfter: [],
  ...more,
});
const shanghai = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);

describe('a due time', () => {
  test.each([
    ['a day, by the next morning', '2026-11-24', { days: 1, workingDays: false, at: '09:00' }, '2026-11-25T09:00'],
    ['a day before 国庆, by the next working morning', '2026-09-30', { days: 1, at: '09:00' }, '2026-10-08T09:00'],
    ['an ISO week', '2026-10-04', { days: 2 }, '2026-10-09T17:00'],
    ['a month before 春节', '2026-01-31', {}, '2026-02-06T17:00'],
    ['February, whose last day is a make-up Saturday', '2026-02-28', {}, '2026-03-06T17:00'],
    ['September, over 国庆', '2026-09-30', {}, '2026-10-13T17:00'],
    ['October', '2026-10-31', {}, '2026-11-06T17:00'],
    ['a quarter', '2026-09-30', { days: 3 }, '2026-10-10T17:00'],
    ['a half-year', '2026-06-30', { days: 10 }, '2026-07-14T17:00'],
    ['an autumn term', '2026-01-31', { days: 15 }, '2026-02-27T17:00'],
    ['a spring term', '2026-08-31', { days: 10 }, '2026-09-14T17:00'],
    ['a school year', '2026-08-31', { days: 30, workingDays: false }, '2026-09-30T17:00'],
    ['a year', '2025-12-31', { days: 20 }, '2026-01-29T17:00'],
    ['several years', '2025-12-31', { days: 31, workingDays: false, at: '23:59' }, '2026-01-31T23:59'],
    ['the last day itself', '2026-11-30', { days: 0, workingDays: false }, '2026-11-30T17:00'],
    ['the last day itself, though it is free', '2026-10-31', { days: 0 }, '2026-10-31T17:00'],
  ])('of %s (ends %s)', (_name, lastDay, more, expected) => {
    expect(shanghai(dueTime(lastDay, rule(more)).at)).toBe(expected);
  });

  test('is provisional where it counts working days that nobody has published', () => {
    expect(dueTime('2026-10-31', rule()).provisional).toBe(false);
    expect(dueTime('2098-12-31', rule()).provisional).toBe(true);
    expect(dueTime('2098-12-31', rule({ workingDays: false })).provisional).toBe(false);
  });
});

describe('reminders', () => {
  test('count the same days as the due time, at the same time of day', () => {
    const times = reminderTimes('2026-10-13', rule({ remindBefore: [2], remindAfter: [1, 3] }));
    expect(times.map(shanghai)).toEqual(['2026-10-10T17:00', '2026-10-14T17:00', '2026-10-16T17:00']);
    const plain = reminderTimes('2026-11-06', rule({ workingDays: false, remindBefore: [2], remindAfter: [1] }));
    expect(plain.map(shanghai)).toEqual(['2026-11-04T17:00', '2026-11-07T17:00']);
  });

  test('come once each, in order', () => {
    const times = reminderTimes('2026-11-06', rule({ remindBefore: [1, 3, 1], remindAfter: [2] }));
    expect(times.map(shanghai)).toEqual(['2026-11-03T17:00', '2026-11-05T17:00', '2026-11-10T17:00']);
  });
});
