/** Days from one to another, both inclusive (YYYY-MM-DD); empty = open. */
export type Span = { readonly validFrom: string; readonly validTo: string };

const dayMs = 86_400_000;
const shifted = (day: string, byDays: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + byDays * dayMs).toISOString().slice(0, 10);

export const dayBefore = (day: string): string => shifted(day, -1);
export const dayAfter = (day: string): string => shifted(day, 1);

/** Whether a day lies in a span. */
export const existsOn = ({ validFrom, validTo }: Span, day: string): boolean =>
  validFrom <= day && (validTo === '' || day <= validTo);

/** Whether a span ends before a day. */
export const endsBefore = ({ validTo }: Span, day: string): boolean => validTo !== '' && validTo < day;

const earlierEnd = (a: string, b: string): string => (a === '' || (b !== '' && b < a) ? b : a);

/** The days two spans share; undefined when there are none. An open beginning sorts before every day. */
export function overlapOf(a: Span, b: Span): Span | undefined {
  const validFrom = a.validFrom > b.validFrom ? a.validFrom : b.validFrom;
  const validTo = earlierEnd(a.validTo, b.validTo);
  return validTo === '' || validFrom <= validTo ? { validFrom, validTo } : undefined;
}

/** Whether spans in the order of their days hold every day of another. */
export function cover(spans: readonly Span[], wanted: Span): boolean {
  let next = wanted.validFrom; // the first day not known to be held; '' = from ever
  for (const { validFrom, validTo } of spans) {
    if (validFrom > next || (validTo !== '' && validTo < next)) continue;
    if (validTo === '' || (wanted.validTo !== '' && wanted.validTo <= validTo)) return true;
    next = dayAfter(validTo);
  }
  return false;
}
