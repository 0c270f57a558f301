import { parsePeriod, periodAt, previousPeriod, shanghaiDay } from '@xiaomai/period';

/** The month (2026-11) that Asia/Shanghai is in. */
export const monthAt = (nowMs: number): string => periodAt('month', shanghaiDay(nowMs)).text;

export function isMonth(text: string): boolean {
  const parsed = parsePeriod(text);
  return parsed.ok && parsed.value.kind === 'month';
}

function monthBefore(month: string): string {
  const parsed = parsePeriod(month);
  if (!parsed.ok) throw new Error(`not a period: ${month}`);
  return previousPeriod(parsed.value).text;
}

/** How many months a trend shows. */
export const shownMonths = 6;

/** A month and those before it, oldest first. */
export function monthsUpTo(month: string, count: number): string[] {
  const months = [month];
  while (months.length < count) months.unshift(monthBefore(months[0] ?? month));
  return months;
}

/** The months one can pick, newest first; a month outside the usual span is kept, so that a link to it shows it. */
export function monthChoices(current: string, picked: string): string[] {
  const months = monthsUpTo(current, 18).reverse();
  return months.includes(picked) ? months : [...months, picked].sort().reverse();
}

export function neighbourMonth(choices: readonly string[], month: string, step: 1 | -1): string | undefined {
  const at = choices.indexOf(month);
  return at < 0 ? undefined : choices[at - step];
}
