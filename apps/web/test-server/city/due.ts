import type { Dataset } from '@xiaomai/gateway-api/catalogue';
import type { DuePeriod } from '@xiaomai/gateway-api/due';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** When a month is due in the demonstration: on the fifth of the next one, at six in the evening of Shanghai. */
export function dueAtOf(period: string): number {
  const [year = 0, month = 1] = period.split('-').map(Number);
  return Date.UTC(year, month, 5, 10);
}

const firstDue = '2020-01';

export const isPastDue = (period: string): boolean => period >= firstDue && dueAtOf(period) <= Date.now();

export const duePeriodOf = (dataset: string, period: string, expected: number): DuePeriod => ({
  dataset,
  period,
  dueAt: period < firstDue ? null : new Date(dueAtOf(period)).toISOString(),
  provisional: false,
  reminders: [-3, 1].map((days) => new Date(dueAtOf(period) + days * dayMs).toISOString()),
  expected,
});

export const dueRule: NonNullable<Dataset['due']> = {
  days: 5,
  workingDays: false,
  at: '18:00',
  remindBefore: [3],
  remindAfter: [1],
  validFrom: `${firstDue}-01`,
};
