import { dayAfter, isPublishedYear, workingDayAfter } from './working-day.ts';

/** By when something is due, counted from a last day that is not counted itself. */
export type DueRule = {
  readonly days: number;
  /** Only working days are counted, for the due time and for its reminders. */
  readonly workingDays: boolean;
  /** HH:MM in Asia/Shanghai. */
  readonly at: string;
  /** Days before and after the due time, each at the same time of day. */
  readonly remindBefore: readonly number[];
  readonly remindAfter: readonly number[];
};

/** A due time. */
export type DueTime = {
  /** YYYY-MM-DD */
  readonly day: string;
  /** Unix milliseconds. */
  readonly at: number;
  /** It counts working days of a year whose holidays are not published yet, and may still move. */
  readonly provisional: boolean;
};

const moved = (day: string, days: number, { workingDays }: DueRule): string =>
  workingDays ? workingDayAfter(day, days) : dayAfter(day, days);

const instantOf = (day: string, { at }: DueRule): number => Date.parse(`${day}T${at}:00.000+08:00`);

/** When a rule is due that counts from a last day (YYYY-MM-DD). */
export function dueTime(lastDay: string, rule: DueRule): DueTime {
  const day = moved(lastDay, rule.days, rule);
  return { day, at: instantOf(day, rule), provisional: rule.workingDays && rule.days > 0 && !isPublishedYear(day) };
}

/** The instants (Unix milliseconds, ascending) at which a rule reminds of a due day. */
export function reminderTimes(dueDay: string, rule: DueRule): readonly number[] {
  const offsets = [...rule.remindBefore.map((days) => -days), ...rule.remindAfter];
  return [...new Set(offsets.map((days) => instantOf(moved(dueDay, days, rule), rule)))].sort((a, b) => a - b);
}
