export type Severity = 'notice' | 'warning' | 'major' | 'critical';
export type Verdict = 'met' | 'at-risk' | 'breached' | 'no-data' | 'not-applicable';
export type Comparator = 'at-least' | 'at-most' | 'above' | 'below' | 'equals' | 'range' | 'zero' | 'none';

/** The verdict on one period, with the scorecard version it comes from. */
export type Reading = {
  readonly dataset: string;
  readonly period: string;
  /** Last day of the period: orders periods of any kind. */
  readonly periodEnd: string;
  readonly version: number;
  readonly verdict: Verdict;
  readonly severity: Severity;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: string;
  readonly comparator: Comparator;
  readonly targetValue: string;
  readonly reason: string;
  readonly receivedAt: number;
};

/** The newest version of the latest periods, oldest period first. */
export type Readings = readonly Reading[];

export const readingsOfNothing: Readings = [];

// A withdrawn value falls back to the period before it, so a few are kept; those without data only keep older versions out.
const keptWithData = 4;
const keptWithoutData = 8;

const hasData = (reading: Reading): boolean => reading.verdict !== 'no-data';

export const isSamePeriod = (a: Reading, b: Reading): boolean => a.dataset === b.dataset && a.period === b.period;

// The last two only make the order total, so that any order of arrival ends alike.
function order(a: Reading, b: Reading): number {
  if (a.periodEnd !== b.periodEnd) return a.periodEnd < b.periodEnd ? -1 : 1;
  if (a.version !== b.version) return a.version - b.version;
  const [left, right] = [`${a.period}|${a.dataset}`, `${b.period}|${b.dataset}`];
  return left < right ? -1 : Number(left > right);
}

/** What is known after one more reading; the very same list when it is not news. */
export function withReading(readings: Readings, reading: Reading): Readings {
  const known = readings.find((other) => isSamePeriod(other, reading));
  if (known !== undefined && known.version >= reading.version) return readings;
  const all = [...readings.filter((other) => other !== known), reading].sort(order);
  const kept = new Set([
    ...all.filter(hasData).slice(-keptWithData),
    ...all.filter((other) => !hasData(other)).slice(-keptWithoutData),
  ]);
  return known === undefined && !kept.has(reading) ? readings : all.filter((other) => kept.has(other));
}

/** The newest valid reading: it decides the condition. */
export const decidingReading = (readings: Readings): Reading | undefined => readings.findLast(hasData);

const said = ['dataset', 'period', 'verdict', 'severity', 'numerator', 'denominator', 'value', 'comparator', 'targetValue', 'reason'] as const;

/** Whether two readings say the same, so that the later one is nothing to tell people about. */
export const saysTheSame = (a: Reading, b: Reading): boolean => said.every((field) => a[field] === b[field]);
