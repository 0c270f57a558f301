/** An exact number: numerator over a denominator above 0. */
export type Fraction = { readonly over: bigint; readonly under: bigint };

const plainDecimal = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Reads a decimal text; undefined when it is none. */
export function readDecimal(text: string): Fraction | undefined {
  const match = plainDecimal.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', part = ''] = match;
  const size = BigInt(whole + part);
  return { over: sign === '-' ? -size : size, under: 10n ** BigInt(part.length) };
}

export const zero: Fraction = { over: 0n, under: 1n };

/** Below, at or above 0 as `a` is below, at or above `b`. */
export function order(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const left = a.over * b.under;
  const right = b.over * a.under;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Sum of two decimals: numbers whose denominator is a power of ten. */
export function sumDecimals(a: Fraction, b: Fraction): Fraction {
  const under = a.under > b.under ? a.under : b.under;
  return { over: a.over * (under / a.under) + b.over * (under / b.under), under };
}

/** Text of a sum of decimals, for a person to read. */
export function decimalOf({ over, under }: Fraction): string {
  const digits = under.toString().length - 1;
  const size = (over < 0n ? -over : over).toString().padStart(digits + 1, '0');
  const text = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`;
  return over < 0n ? `-${text}` : text;
}
