/** An exact decimal: mantissa × 10^-scale. */
export type Decimal = { readonly mantissa: bigint; readonly scale: number };

/** An exact quotient; the denominator is positive. */
export type Quotient = { readonly numerator: bigint; readonly denominator: bigint };

const pattern = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** Parses a decimal text ("38.6"); undefined when it is none. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = BigInt(whole + fraction);
  return { mantissa: sign === '-' ? -digits : digits, scale: fraction.length };
}

const powerOfTen = (n: number): bigint => 10n ** BigInt(n);

/** Adds exactly; the result keeps the finer scale. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return {
    mantissa: a.mantissa * powerOfTen(scale - a.scale) + b.mantissa * powerOfTen(scale - b.scale),
    scale,
  };
}

/** A decimal as a quotient of integers. */
export const toQuotient = (decimal: Decimal): Quotient => ({
  numerator: decimal.mantissa,
  denominator: powerOfTen(decimal.scale),
});

/** Negative, zero or positive as the quotient is below, at or above the decimal. Exact. */
export function compareQuotient(quotient: Quotient, decimal: Decimal): number {
  const left = quotient.numerator * powerOfTen(decimal.scale);
  const right = decimal.mantissa * quotient.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The text of a decimal with all its stated digits. */
export function decimalText({ mantissa, scale }: Decimal): string {
  const sign = mantissa < 0n ? '-' : '';
  const digits = String(mantissa < 0n ? -mantissa : mantissa).padStart(scale + 1, '0');
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** A quotient rounded half away from zero to so many decimals, without trailing zeros. */
export function roundQuotient({ numerator, denominator }: Quotient, decimals: number): string {
  const scaled = (numerator < 0n ? -numerator : numerator) * powerOfTen(decimals) * 2n + denominator;
  const mantissa = scaled / (denominator * 2n);
  const text = decimalText({ mantissa: numerator < 0n ? -mantissa : mantissa, scale: decimals });
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
