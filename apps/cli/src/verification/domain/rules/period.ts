/** A period with its first and last day (YYYY-MM-DD), and the texts of those it is compared with; empty = none. */
export type Period = {
  readonly text: string;
  readonly kind: string;
  readonly start: string;
  readonly end: string;
  readonly before: string;
  readonly lastYear: string;
};

const digits = (n: number, width = 2): string => String(n).padStart(width, '0');
const utc = (day: string): Date => new Date(`${day}T00:00:00.000Z`);
const dayText = (date: Date): string => date.toISOString().slice(0, 10);

/** The day so many days later. */
export function laterBy(day: string, days: number): string {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + days);
  return dayText(date);
}

/** Days from one day to another. */
export const daysBetween = (from: string, to: string): number => (utc(to).getTime() - utc(from).getTime()) / 86_400_000;

const monthStart = (year: number, month: number): string => `${digits(year, 4)}-${digits(month)}-01`;
const monthEnd = (year: number, month: number): string => dayText(new Date(Date.UTC(year, month, 0)));

// Week 1 is the week with 4 January in it; weeks begin on Monday.
const mondayOf = (year: number, week: number): string => {
  const fourth = `${digits(year, 4)}-01-04`;
  const sinceMonday = (utc(fourth).getUTCDay() + 6) % 7;
  return laterBy(fourth, (week - 1) * 7 - sinceMonday);
};
const weeksIn = (year: number): number => Math.round(daysBetween(mondayOf(year, 1), mondayOf(year + 1, 1)) / 7);
const weekText = (year: number, week: number): string => `${digits(year, 4)}-W${digits(week)}`;

type Parts = Pick<Period, 'kind' | 'start' | 'end' | 'before' | 'lastYear'>;
type Rule = readonly [shape: RegExp, parts: (a: number, b: number) => Parts | undefined];

// A kind with `per` periods in a year of `12 / per` months each.
const partsOfYear =
  (kind: string, per: number, text: (year: number, n: number) => string) =>
  (year: number, n: number): Parts | undefined => {
    if (n < 1 || n > per) return undefined;
    const months = 12 / per;
    return {
      kind,
      start: monthStart(year, (n - 1) * months + 1),
      end: monthEnd(year, n * months),
      before: n === 1 ? text(year - 1, per) : text(year, n - 1),
      lastYear: text(year - 1, n),
    };
  };

function dayParts(day: string): Parts | undefined {
  const date = utc(day);
  if (Number.isNaN(date.getTime()) || dayText(date) !== day) return undefined;
  const yearBefore = `${digits(date.getUTCFullYear() - 1, 4)}${day.slice(4)}`;
  const lastYear = day.endsWith('-02-29') ? yearBefore.replace('-02-29', '-02-28') : yearBefore;
  return { kind: 'day', start: day, end: day, before: laterBy(day, -1), lastYear };
}

function weekParts(year: number, week: number): Parts | undefined {
  if (week < 1 || week > weeksIn(year)) return undefined;
  const start = mondayOf(year, week);
  const before = week === 1 ? weekText(year - 1, weeksIn(year - 1)) : weekText(year, week - 1);
  const lastYear = week > weeksIn(year - 1) ? '' : weekText(year - 1, week);
  return { kind: 'week', start, end: laterBy(start, 6), before, lastYear };
}

const termText = (year: number, term: number): string => `${digits(year, 4)}-T${String(term)}`;
// T1 of a year is its autumn, after T2, its spring.
const termParts = (year: number, term: number): Parts => ({
  kind: 'term',
  start: monthStart(year, term === 1 ? 9 : 2),
  end: term === 1 ? monthEnd(year + 1, 1) : monthEnd(year, 8),
  before: term === 1 ? termText(year, 2) : termText(year - 1, 1),
  lastYear: termText(year - 1, term),
});

function schoolYearParts(from: number, to: number): Parts | undefined {
  if (to !== from + 1) return undefined;
  const before = `${digits(from - 1, 4)}-${digits(from, 4)}`;
  return { kind: 'school-year', start: monthStart(from, 9), end: monthEnd(to, 8), before, lastYear: before };
}

function yearsParts(from: number, to: number): Parts | undefined {
  if (to <= from) return undefined;
  const span = to - from + 1;
  const before = `${digits(from - span, 4)}..${digits(from - 1, 4)}`;
  const lastYear = `${digits(from - 1, 4)}..${digits(to - 1, 4)}`;
  return { kind: 'years', start: monthStart(from, 1), end: monthEnd(to, 12), before, lastYear };
}

const rules: readonly Rule[] = [
  [/^(\d{4})-(\d{2})$/, partsOfYear('month', 12, (year, n) => `${digits(year, 4)}-${digits(n)}`)],
  [/^(\d{4})-W(\d{2})$/, weekParts],
  [/^(\d{4})-Q([1-4])$/, partsOfYear('quarter', 4, (year, n) => `${digits(year, 4)}-Q${String(n)}`)],
  [/^(\d{4})-H([12])$/, partsOfYear('half-year', 2, (year, n) => `${digits(year, 4)}-H${String(n)}`)],
  [/^(\d{4})-T([12])$/, termParts],
  [/^(\d{4})$/, (year) => partsOfYear('year', 1, (of) => digits(of, 4))(year, 1)],
  [/^(\d{4})-(\d{4})$/, schoolYearParts],
  [/^(\d{4})\.\.(\d{4})$/, yearsParts],
];

const partsOf = (text: string): Parts | undefined => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayParts(text);
  for (const [shape, parts] of rules) {
    const match = shape.exec(text);
    if (match !== null) return parts(Number(match[1]), Number(match[2]));
  }
  return undefined;
};

const known = new Map<string, Period | undefined>();

/** Reads a period; undefined when the text is none. */
export function readPeriod(text: string): Period | undefined {
  if (known.has(text)) return known.get(text);
  const parts = partsOf(text);
  const period = parts && { text, ...parts };
  known.set(text, period);
  return period;
}

function weekAround(day: string): string {
  const thursday = laterBy(day, 3 - ((utc(day).getUTCDay() + 6) % 7));
  const year = Number(thursday.slice(0, 4));
  return weekText(year, Math.floor(daysBetween(mondayOf(year, 1), thursday) / 7) + 1);
}

// School years begin in September; terms in September and February.
const schoolYearOf = (year: number, month: number): number => (month >= 9 ? year : year - 1);

const aroundDay: Readonly<Record<string, (year: number, month: number, day: string) => string>> = {
  day: (_year, _month, day) => day,
  week: (_year, _month, day) => weekAround(day),
  month: (_year, _month, day) => day.slice(0, 7),
  quarter: (year, month) => `${digits(year, 4)}-Q${String(Math.ceil(month / 3))}`,
  'half-year': (year, month) => `${digits(year, 4)}-H${month <= 6 ? '1' : '2'}`,
  year: (year) => digits(year, 4),
  term: (year, month) => (month >= 2 && month <= 8 ? termText(year, 2) : termText(schoolYearOf(year, month), 1)),
  'school-year': (year, month) => `${digits(schoolYearOf(year, month), 4)}-${digits(schoolYearOf(year, month) + 1, 4)}`,
  // Plans are for five years, the last of which is a multiple of five.
  years: (year) => `${digits(Math.ceil(year / 5) * 5 - 4, 4)}..${digits(Math.ceil(year / 5) * 5, 4)}`,
};

/** The period of a kind that a day (YYYY-MM-DD) falls in; undefined where there is no such kind. */
export function periodAround(kind: string, day: string): Period | undefined {
  const text = aroundDay[kind]?.(Number(day.slice(0, 4)), Number(day.slice(5, 7)), day);
  return text === undefined ? undefined : readPeriod(text);
}
