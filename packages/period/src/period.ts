import { err, ok, type Result } from '@xiaomai/kernel';

/** The kinds of period a figure can be for. */
export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'half-year' | 'year' | 'term' | 'school-year' | 'years';

/** A period with its first and last day (YYYY-MM-DD, inclusive). */
export type Period = {
  readonly text: string;
  readonly kind: PeriodKind;
  readonly start: string;
  readonly end: string;
};

type Span = readonly [start: string, end: string] | undefined;

const dayMs = 86_400_000;
const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const lastDay = (year: number, month: number): string => iso(Date.UTC(year, month, 0));
const months = (year: number, first: number, last: number): Span => [
  `${pad(year, 4)}-${pad(first)}-01`,
  lastDay(year, last),
];

function daySpan(text: string): Span {
  const ms = Date.parse(`${text}T00:00:00.000Z`);
  return Number.isNaN(ms) || iso(ms) !== text ? undefined : [text, text];
}

function isoWeekMonday(year: number, week: number): number {
  const jan4 = Date.UTC(year, 0, 4);
  const weekday = (new Date(jan4).getUTCDay() + 6) % 7;
  return jan4 - weekday * dayMs + (week - 1) * 7 * dayMs;
}

function weekSpan(year: number, week: number): Span {
  const monday = isoWeekMonday(year, week);
  const thursdayYear = new Date(monday + 3 * dayMs).getUTCFullYear();
  return week < 1 || thursdayYear !== year ? undefined : [iso(monday), iso(monday + 6 * dayMs)];
}

// The autumn term (T1) runs from September to January, the spring term (T2) from February to August.
const termSpan = (year: number, term: number): Span =>
  term === 1
    ? [`${pad(year, 4)}-09-01`, `${pad(year + 1, 4)}-01-31`]
    : [`${pad(year, 4)}-02-01`, `${pad(year, 4)}-08-31`];

type Shape = {
  readonly kind: PeriodKind;
  readonly pattern: RegExp;
  readonly span: (a: number, b: number, text: string) => Span;
};

const shapes: readonly Shape[] = [
  { kind: 'month', pattern: /^(\d{4})-(0[1-9]|1[0-2])$/, span: (y, m) => months(y, m, m) },
  { kind: 'day', pattern: /^(\d{4})-(\d{2})-\d{2}$/, span: (_y, _m, text) => daySpan(text) },
  { kind: 'week', pattern: /^(\d{4})-W(\d{2})$/, span: weekSpan },
  { kind: 'quarter', pattern: /^(\d{4})-Q([1-4])$/, span: (y, q) => months(y, q * 3 - 2, q * 3) },
  { kind: 'half-year', pattern: /^(\d{4})-H([12])$/, span: (y, h) => months(y, h * 6 - 5, h * 6) },
  { kind: 'year', pattern: /^(\d{4})$/, span: (y) => months(y, 1, 12) },
  { kind: 'term', pattern: /^(\d{4})-T([12])$/, span: termSpan },
  {
    kind: 'school-year',
    pattern: /^(\d{4})-(\d{4})$/,
    span: (a, b) => (b === a + 1 ? [`${pad(a, 4)}-09-01`, `${pad(b, 4)}-08-31`] : undefined),
  },
  {
    kind: 'years',
    pattern: /^(\d{4})\.\.(\d{4})$/,
    span: (a, b) => (b > a ? [`${pad(a, 4)}-01-01`, `${pad(b, 4)}-12-31`] : undefined),
  },
];

function parsed(text: string): Result<Period, 'invalid-period'> {
  for (const { kind, pattern, span } of shapes) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const days = span(Number(match[1]), Number(match[2]), text);
    if (days !== undefined) return ok({ text, kind, start: days[0], end: days[1] });
  }
  return err('invalid-period');
}

const mostKnown = 1_000;
const known = new Map<string, Result<Period, 'invalid-period'>>();

/** Parses a period text such as 2026-11-21, 2026-W47, 2026-11, 2026-Q4, 2026-H2, 2026, 2026-T1, 2026-2027, 2021..2025. */
export function parsePeriod(text: string): Result<Period, 'invalid-period'> {
  const before = known.get(text);
  if (before !== undefined) return before;
  const result = parsed(text);
  if (known.size >= mostKnown) known.clear();
  if (result.ok) known.set(text, result); // texts that are no periods have no end
  return result;
}

const firstYear = 1900;
const lastYear = 2199;
const mostYears = 20;

const yearsFrom = ({ start, end }: Period): readonly [from: number, years: number] => {
  const from = Number(start.slice(0, 4));
  return [from, Number(end.slice(0, 4)) - from + 1];
};

/** Parses the text of a period that may be reported or asked for: within the years 1900 to 2199 and at most 20 years long, so
 *  that dozens of periods before and after it have a name as well. */
export function parsePeriodInReach(text: string): Result<Period, 'invalid-period'> {
  const period = parsePeriod(text);
  if (!period.ok) return period;
  const [from, years] = yearsFrom(period.value);
  const isInReach = from >= firstYear && from + years - 1 <= lastYear && years <= mostYears;
  return isInReach ? period : err('invalid-period');
}

function weekText(day: string): string {
  const ms = Date.parse(`${day}T00:00:00.000Z`);
  const thursday = ms + (3 - ((new Date(ms).getUTCDay() + 6) % 7)) * dayMs;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - isoWeekMonday(year, 1)) / (7 * dayMs)) + 1;
  return `${pad(year, 4)}-W${pad(week)}`;
}

const textAt: Record<Exclude<PeriodKind, 'years'>, (year: number, month: number, day: string) => string> = {
  day: (_y, _m, day) => day,
  week: (_y, _m, day) => weekText(day),
  month: (_y, _m, day) => day.slice(0, 7),
  quarter: (y, m) => `${pad(y, 4)}-Q${Math.ceil(m / 3)}`,
  'half-year': (y, m) => `${pad(y, 4)}-H${m <= 6 ? 1 : 2}`,
  year: (y) => pad(y, 4),
  term: (y, m) => (m === 1 ? `${pad(y - 1, 4)}-T1` : m >= 9 ? `${pad(y, 4)}-T1` : `${pad(y, 4)}-T2`),
  'school-year': (y, m) => (m >= 9 ? `${pad(y, 4)}-${pad(y + 1, 4)}` : `${pad(y - 1, 4)}-${pad(y, 4)}`),
};

/** The period of a kind that a day (YYYY-MM-DD) falls in. */
export function periodAt(kind: Exclude<PeriodKind, 'years'>, day: string): Period {
  const parsed = parsePeriod(textAt[kind](Number(day.slice(0, 4)), Number(day.slice(5, 7)), day));
  if (!parsed.ok) throw new Error(`no ${kind} at ${day}`);
  return parsed.value;
}

const dayAfter = (day: string, days: number): string => iso(Date.parse(`${day}T00:00:00.000Z`) + days * dayMs);

// Also past the years that can be written with four digits: of such a span there is simply nothing.
const spanOf = (from: number, to: number): Period => ({
  text: `${pad(from, 4)}..${pad(to, 4)}`,
  kind: 'years',
  start: `${pad(from, 4)}-01-01`,
  end: `${pad(to, 4)}-12-31`,
});

/** The same period a year earlier (28 February for the 29th); of a year, school year or span of years the one before;
 *  undefined where there is none: a week 53. */
export function samePeriodLastYear(period: Period): Period | undefined {
  const { kind, text } = period;
  if (kind === 'year' || kind === 'school-year' || kind === 'years') return previousPeriod(period);
  const earlier = `${pad(Number(text.slice(0, 4)) - 1, 4)}${text.slice(4)}`;
  const parsed = parsePeriod(kind === 'day' ? earlier.replace(/-02-29$/, '-02-28') : earlier);
  return parsed.ok ? parsed.value : undefined;
}

const aboutAYear = [364, 365, 366, 371];

/** The periods whose samePeriodLastYear this one is. */
export function samePeriodsNextYear(period: Period): readonly Period[] {
  if (period.kind === 'years') return [nextPeriod(period)];
  const { kind, end } = period;
  const found = aboutAYear.map((days) => periodAt(kind, dayAfter(end, days)));
  const same = found.filter((one) => samePeriodLastYear(one)?.text === period.text);
  return [...new Map(same.map((one) => [one.text, one])).values()];
}

/** The period of the same kind right before; for several years, the span of the same length before. */
export function previousPeriod(period: Period): Period {
  if (period.kind !== 'years') return periodAt(period.kind, dayAfter(period.start, -1));
  const [from, to] = period.text.split('..').map(Number) as [number, number];
  return spanOf(from - (to - from) - 1, from - 1);
}

/** The period of the same kind right after; for several years, the span of the same length after. */
export function nextPeriod(period: Period): Period {
  if (period.kind !== 'years') return periodAt(period.kind, dayAfter(period.end, 1));
  const [from, to] = period.text.split('..').map(Number) as [number, number];
  return spanOf(to + 1, to + (to - from) + 1);
}
