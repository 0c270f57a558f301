import chineseDays from 'chinese-days';

// The State Council has published every year since 2004; the next one comes out in November.
const firstPublishedYear = 2004;
const dayMs = 86_400_000;

const hasHolidays = (year: number): boolean =>
  chineseDays.getHolidaysInRange(`${String(year)}-01-01`, `${String(year)}-12-31`, false).length > 0;

function lastYear(): number {
  let year = firstPublishedYear;
  while (hasHolidays(year + 1)) year += 1;
  return year;
}

/** Last year whose holidays and make-up days are known; beyond it Monday to Friday are worked and nothing else. */
export const lastPublishedYear: number = lastYear();

/** Whether the holidays and make-up days of the year of a day (YYYY-MM-DD) are known. */
export function isPublishedYear(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return year >= firstPublishedYear && year <= lastPublishedYear;
}

/** Whether a day (YYYY-MM-DD) is worked in mainland China: holidays are not, make-up Saturdays and Sundays are. */
export const isWorkingDay = (day: string): boolean => chineseDays.isWorkday(day);

/** The day so many days after (before, if negative) a day (YYYY-MM-DD). */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10);

/** The n-th working day after a day (YYYY-MM-DD), before it if negative; 0 = the day itself, worked or not. */
export function workingDayAfter(day: string, days: number): string {
  const step = Math.sign(days);
  let at = day;
  for (let left = Math.abs(days); left > 0;) {
    at = dayAfter(at, step);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}
