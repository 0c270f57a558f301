import { order, type Fraction } from '../figures/fraction.ts';
import type { Target } from '../rules/catalogue.ts';
import type { Outcome } from './outcome.ts';
import type { Situation } from './situation.ts';

const shanghaiAheadMs = 8 * 3_600_000;
/** The day (YYYY-MM-DD) in Shanghai at an instant in Unix milliseconds. */
export const shanghaiDay = (ms: number): string => new Date(ms + shanghaiAheadMs).toISOString().slice(0, 10);

function firstOnOrAfter(start: string, monthDay: string): string {
  const year = Number(start.slice(0, 4));
  const inYear = `${String(year)}-${monthDay}`;
  return inYear >= start ? inYear : `${String(year + 1)}-${monthDay}`;
}

/** Reached, and received before the day; what is not reached may still be while the day has not come. */
export function judgeOnceBefore(
  target: Target,
  amount: Fraction,
  { period, receivedAt, now }: Pick<Situation, 'period' | 'receivedAt' | 'now'>,
): Outcome {
  const against = firstOnOrAfter(period.start, target.before);
  const miss = target.soft ? 'at-risk' : 'breached';
  if (order(amount, target.low) < 0) return { verdict: shanghaiDay(now) < against ? 'at-risk' : miss, against };
  const measured = shanghaiDay(receivedAt);
  return { verdict: measured < against ? 'met' : miss, against, measured };
}
