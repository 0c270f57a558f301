const pad = (text: string | undefined): string => (text ?? '').padStart(2, '0');

type Form = { readonly pattern: RegExp; readonly text: (match: readonly string[]) => string };

// The forms DHIS2 writes. Its financial year that begins in September is a school year.
const forms: readonly Form[] = [
  { pattern: /^(\d{4})(0[1-9]|1[0-2])$/, text: ([, year, month]) => `${year ?? ''}-${month ?? ''}` },
  { pattern: /^(\d{4})(\d{2})(\d{2})$/, text: ([, year, month, day]) => `${year ?? ''}-${month ?? ''}-${day ?? ''}` },
  { pattern: /^(\d{4})W(\d{1,2})$/, text: ([, year, week]) => `${year ?? ''}-W${pad(week)}` },
  { pattern: /^(\d{4})Q([1-4])$/, text: ([, year, quarter]) => `${year ?? ''}-Q${quarter ?? ''}` },
  { pattern: /^(\d{4})S([12])$/, text: ([, year, half]) => `${year ?? ''}-H${half ?? ''}` },
  { pattern: /^(\d{4})Sep$/, text: ([, year]) => `${year ?? ''}-${String(Number(year) + 1)}` },
];

/** A period as DHIS2 writes it, in our notation; any other text as it is. */
export function periodFromDhis2(text: string): string {
  for (const { pattern, text: toOurs } of forms) {
    const match = pattern.exec(text);
    if (match !== null) return toOurs(match);
  }
  return text;
}
