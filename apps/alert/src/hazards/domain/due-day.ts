import type { HazardSeverity } from './hazard.ts';

/** Whether a day (YYYY-MM-DD) is worked in mainland China. */
export type IsWorkingDay = (day: string) => boolean;

const dayMs = 86_400_000;
const workingDays: Record<HazardSeverity, number> = { major: 3, general: 10 };

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + dayMs).toISOString().slice(0, 10);

/** The last day for rectifying what was found on a day and got no deadline of its own: 3 working days for a major hazard,
 *  10 for any other, the day it was found not counted. */
export function dueDay(foundOn: string, severity: HazardSeverity, isWorkingDay: IsWorkingDay): string {
  let day = foundOn;
  for (let left = workingDays[severity]; left > 0;) {
    day = nextDay(day);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}
