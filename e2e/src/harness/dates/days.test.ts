import { describe, expect, it } from '@jest/globals';
import { dayOf, dueRule, monthBefore, weekBefore } from './days.ts';

const at = (text: string): number => Date.parse(text);

describe('the days of a story', () => {
  it.each([
    ['2026-11-30T15:59:59.999Z', '2026-11-30', '2026-11'],
    ['2026-11-30T16:00:00.000Z', '2026-12-01', '2026-12'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01', '2027-01'],
    ['2028-02-29T15:59:59.999Z', '2028-02-29', '2028-02'],
  ])('turn at midnight in Shanghai: %s', (instant, day, month) => {
    expect([dayOf(at(instant)), monthBefore(at(instant), 0)]).toEqual([day, month]);
  });

  it('have a month before each, also before the 31st and over the turn of the year', () => {
    expect([0, 1, 2, 3, 13].map((months) => monthBefore(at('2027-03-31T04:00:00Z'), months))).toEqual([
      '2027-03',
      '2027-02',
      '2027-01',
      '2026-12',
      '2026-02',
    ]);
  });

  it.each([
    ['2026-11-30T04:00:00Z', 0, '2026-W49'],
    ['2026-11-29T15:59:00Z', 0, '2026-W48'],
    ['2026-11-29T16:00:00Z', 0, '2026-W49'],
    ['2027-01-03T04:00:00Z', 0, '2026-W53'],
    ['2027-01-04T04:00:00Z', 0, '2027-W01'],
    ['2027-01-04T04:00:00Z', 1, '2026-W53'],
    ['2027-01-04T04:00:00Z', 7, '2026-W47'],
    ['2024-12-30T04:00:00Z', 0, '2025-W01'],
    ['2028-01-01T04:00:00Z', 0, '2027-W52'],
  ])('have the week of ISO 8601: %s less %i weeks is %s', (instant, weeks, week) => {
    expect(weekBefore(at(instant), weeks)).toBe(week);
  });
});

describe('the due rule of a story', () => {
  it.each([
    ['2026-11-30T05:18:00Z', '2026-11-30T05:20:00Z', "days: 30, at: '13:20', remind_before: [30], valid_from: 2026-10"],
    ['2027-01-31T15:58:00Z', '2027-01-31T16:00:00Z', "days: 32, at: '00:00', remind_before: [31], valid_from: 2026-12"],
    ['2027-02-28T16:00:10Z', '2027-02-28T16:02:00Z', "days: 1, at: '00:02', remind_before: [31], valid_from: 2027-02"],
    ['2028-02-10T04:00:00Z', '2028-02-10T04:02:00Z', "days: 10, at: '12:02', remind_before: [29], valid_from: 2028-01"],
  ])('counts from the month in which the story began: %s', (now, dueAt, rule) => {
    expect(dueRule(at(now), at(dueAt))).toBe(`{ ${rule}-01 }`);
  });
});
