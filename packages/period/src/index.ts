export {
  nextPeriod,
  parsePeriod,
  parsePeriodInReach,
  periodAt,
  previousPeriod,
  samePeriodLastYear,
  samePeriodsNextYear,
  type Period,
  type PeriodKind,
} from './period.ts';
export { shanghaiDay, startOfShanghaiDay } from './shanghai.ts';
