import { parsePeriod, previousPeriod, samePeriodLastYear, type Period } from '@xiaomai/period';
import type { Base, Target } from '../../../catalogue/domain/catalogue.ts';

const basePeriodOf: Record<Base, (period: Period, target: Target) => Period | undefined> = {
  none: (period) => previousPeriod(period),
  'period-before': (period) => previousPeriod(period),
  'last-year': (period) => samePeriodLastYear(period),
  fixed: (_period, { basePeriod }) => {
    const parsed = parsePeriod(basePeriod);
    return parsed.ok ? parsed.value : undefined;
  },
};

/** The own period whose figure a target compares with; undefined = there is none. */
export const baseOf = (period: Period, target: Target): Period | undefined => basePeriodOf[target.base](period, target);

/** Own periods of the calendar year, up to this one, the newest first. */
export function roundPeriods(period: Period): readonly Period[] {
  const year = period.end.slice(0, 4);
  const periods = [period];
  for (let at = previousPeriod(period); at.end.startsWith(year); at = previousPeriod(at)) periods.push(at);
  return periods;
}
