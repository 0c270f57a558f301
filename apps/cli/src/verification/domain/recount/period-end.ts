const twoDigits = (n: number): string => String(n).padStart(2, '0');
const monthEnd = (year: number, month: number): string =>
  `${String(year)}-${twoDigits(month)}-${twoDigits(new Date(Date.UTC(year, month, 0)).getUTCDate())}`;

// Week 1 is the week with 4 January in it; a week ends on its Sunday.
function weekEnd(year: number, week: number): string {
  const fourth = new Date(Date.UTC(year, 0, 4));
  const toSunday = (7 - fourth.getUTCDay()) % 7;
  fourth.setUTCDate(fourth.getUTCDate() + toSunday + (week - 1) * 7);
  return fourth.toISOString().slice(0, 10);
}

type Rule = readonly [shape: RegExp, end: (a: number, b: number) => string];

const rules: readonly Rule[] = [
  [/^(\d{4})-(\d{2})$/, monthEnd],
  [/^(\d{4})-W(\d{2})$/, weekEnd],
  [/^(\d{4})-Q([1-4])$/, (year, quarter) => monthEnd(year, quarter * 3)],
  [/^(\d{4})-H([12])$/, (year, half) => monthEnd(year, half * 6)],
  [/^(\d{4})-T1$/, (year) => monthEnd(year + 1, 1)],
  [/^(\d{4})-T2$/, (year) => monthEnd(year, 8)],
  [/^(\d{4})$/, (year) => monthEnd(year, 12)],
  [/^\d{4}-(\d{4})$/, (year) => monthEnd(year, 8)],
  [/^\d{4}\.\.(\d{4})$/, (year) => monthEnd(year, 12)],
];

/** Last day (YYYY-MM-DD) of a period; undefined when the text is no period. */
export function periodEnd(period: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return period;
  for (const [shape, end] of rules) {
    const match = shape.exec(period);
    if (match !== null) return end(Number(match[1]), Number(match[2]));
  }
  return undefined;
}
