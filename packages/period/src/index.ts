export { nextPeriod, parsePeriod, periodAt, previousPeriod, type Period, type PeriodKind } from './period.ts';
export { shanghaiDay, startOfShanghaiDay } from './shanghai.ts';
