const pattern = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/;
const mostDigits = 15;

/** The one text of a decimal, its stated precision kept ("46.0"); undefined when it is none or has more than 15 significant digits. */
export function canonicalDecimal(text: string): string | undefined {
  if (!pattern.test(text)) return undefined;
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '');
  if (digits.length > mostDigits) return undefined;
  return digits === '' && text.startsWith('-') ? text.slice(1) : text;
}
