const dayMs = 86_400_000;
const shanghaiOffsetMs = 8 * 3_600_000;

// The clock of Shanghai, read from the UTC fields; there is no summer time.
const localOf = (at: number): Date => new Date(at + shanghaiOffsetMs);

const monthFirst = (at: number, months: number): Date =>
  new Date(Date.UTC(localOf(at).getUTCFullYear(), localOf(at).getUTCMonth() - months, 1));

/** The day of an instant: `2026-11-30`. */
export const dayOf = (at: number): string => localOf(at).toISOString().slice(0, 10);

/** The month so many months before the one of an instant: `2026-11`. */
export const monthBefore = (at: number, months: number): string => monthFirst(at, months).toISOString().slice(0, 7);

/** The week so many weeks before the one of an instant: `2026-W48`. */
export function weekBefore(at: number, weeks: number): string {
  const thatDay = localOf(at - weeks * 7 * dayMs);
  const thursday = new Date(thatDay.getTime() + (3 - ((thatDay.getUTCDay() + 6) % 7)) * dayMs);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMs)) + 1;
  return `${String(year)}-W${String(week).padStart(2, '0')}`;
}

/**
 * The rule by which the month before that of `now` falls due at the minute of `dueAt`, and nothing older. At that
 * same minute those are reminded of the month of `now` who have not reported it, though the month may have turned.
 */
export function dueRule(now: number, dueAt: number): string {
  const month = monthFirst(now, 0).getTime();
  const days = Math.floor((dueAt + shanghaiOffsetMs - month) / dayMs) + 1;
  const daysOfMonth = Math.round((monthFirst(now, -1).getTime() - month) / dayMs);
  const at = localOf(dueAt).toISOString().slice(11, 16);
  const from = `${monthBefore(now, 1)}-01`;
  return `{ days: ${String(days)}, at: '${at}', remind_before: [${String(daysOfMonth)}], valid_from: ${from} }`;
}
