export type Severity = 'notice' | 'warning' | 'major' | 'critical';
export type Verdict = 'met' | 'at-risk' | 'breached' | 'no-data' | 'not-applicable';
export type Comparator =
  | 'at-least'
  | 'at-most'
  | 'above'
  | 'below'
  | 'equals'
  | 'range'
  | 'zero'
  | 'non-decreasing'
  | 'non-increasing'
  | 'at-least-other'
  | 'at-most-other'
  | 'ordered'
  | 'once-before'
  | 'none';

/** What the newest valid data of one dataset say of an indicator, with the period and scorecard version they come from. */
export type Reading = {
  readonly dataset: string;
  readonly period: string;
  /** Last day of the period: orders periods of any kind. */
  readonly periodEnd: string;
  readonly version: number;
  /** Grows with each change of what is current for the org unit and dataset: the higher one is right. */
  readonly sequence: number;
  readonly verdict: Verdict;
  readonly severity: Severity;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: string;
  readonly comparator: Comparator;
  readonly targetValue: string;
  readonly reason: string;
  /** The same in English; absent of what was told before there was one. */
  readonly reasonEn?: string;
  readonly receivedAt: number;
  /** First day on which the unit is no more, where that is so on the last day of the period: its figures bind nobody. */
  readonly closedSince?: string;
};

/** The newest reading of each dataset, the earliest period first. */
export type Readings = readonly Reading[];

export const readingsOfNothing: Readings = [];

export const isSamePeriod = (a: Reading, b: Reading): boolean => a.dataset === b.dataset && a.period === b.period;

const byPeriod = (a: Reading, b: Reading): number =>
  `${a.periodEnd}|${a.dataset}` < `${b.periodEnd}|${b.dataset}` ? -1 : 1;

/** What is known after one more reading; the very same list when it is not news. */
export function withReading(readings: Readings, reading: Reading): Readings {
  const known = readings.find(({ dataset }) => dataset === reading.dataset);
  if (known !== undefined && known.sequence >= reading.sequence) return readings;
  return [...readings.filter((other) => other !== known), reading].sort(byPeriod);
}

/** The reading of the latest period decides the condition; undefined when no valid data are left. */
export const decidingReading = (readings: Readings): Reading | undefined =>
  readings.findLast(({ verdict }) => verdict !== 'no-data');

const said = [
  'dataset',
  'period',
  'verdict',
  'severity',
  'numerator',
  'denominator',
  'value',
  'comparator',
  'targetValue',
  'reason',
] as const;

/** Whether two readings say the same, so that the later one is nothing to tell people about. */
export const saysTheSame = (a: Reading, b: Reading): boolean => said.every((field) => a[field] === b[field]);
