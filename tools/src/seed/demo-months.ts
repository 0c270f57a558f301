import { breachIn, isMissing } from './city/breach.ts';
import { safetyValues } from './city/safety-values.ts';
import type { DemoSchool } from './city/schools.ts';
import type { DemoCity } from './demo-city.ts';
import type { SubmissionEntry } from './submission.ts';

/** What the schools of the demonstration city send for one month. */
export type DemoMonth = {
  readonly period: string;
  readonly originals: readonly SubmissionEntry[];
  /** Second submissions of the same month, with the figures put right; to be sent after the originals. */
  readonly corrections: readonly SubmissionEntry[];
};

export const safetyDataset = 'campus-safety';
const monthCount = 6;

const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const periodOf = (month: number): string => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

function entryOf(seed: number, school: DemoSchool, state: Parameters<typeof safetyValues>[2]): SubmissionEntry {
  const { id: orgUnit } = school;
  const values = safetyValues(seed, school, state);
  return { orgUnit, dataset: safetyDataset, period: periodOf(state.month), values, note: '演示数据' };
}

function demoMonth({ seed, schools }: DemoCity, month: number): DemoMonth {
  const sending = schools.filter(({ id }) => !isMissing(seed, id, month));
  const corrected = sending.filter(({ id }) => breachIn(seed, id, month)?.corrected === true);
  return {
    period: periodOf(month),
    originals: sending.map((school) => entryOf(seed, school, { month, short: breachIn(seed, school.id, month)?.what })),
    corrections: corrected.map((school) => ({ ...entryOf(seed, school, { month }), note: '演示数据；更正' })),
  };
}

/** Six months up to the month of `today` (YYYY-MM-DD in Asia/Shanghai); a month is the same whenever it is asked for. */
export function demoMonths(city: DemoCity, today: string): DemoMonth[] {
  const last = monthOf(today);
  return Array.from({ length: monthCount }, (_, at) => demoMonth(city, last - monthCount + 1 + at));
}
