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

/** Reads what may be a decimal or two integers, `n/d`; undefined when it is neither. */
export function readNumber(text: string): Fraction | undefined {
  const [left = '', right, more] = text.split('/');
  const over = readDecimal(left);
  if (right === undefined || over === undefined) return over;
  const under = readDecimal(right);
  return more === undefined && under !== undefined && under.over > 0n ? divide(over, under) : undefined;
}

export const zero: Fraction = { over: 0n, under: 1n };
export const whole = (n: number | bigint): Fraction => ({ over: BigInt(n), under: 1n });
export const percent = (one: Fraction): Fraction => ({ over: one.over * 100n, under: one.under });

/** Below, at or above 0 as `a` is below, at or above `b`. */
export function order(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const left = a.over * b.under;
  const right = b.over * a.under;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Sum; of decimals it is a decimal again, with as many digits as the longer one. */
export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.under === b.under) return { over: a.over + b.over, under: a.under };
  if (a.under % b.under === 0n) return { over: a.over + b.over * (a.under / b.under), under: a.under };
  if (b.under % a.under === 0n) return { over: a.over * (b.under / a.under) + b.over, under: b.under };
  return lowest({ over: a.over * b.under + b.over * a.under, under: a.under * b.under });
}

export const negative = ({ over, under }: Fraction): Fraction => ({ over: -over, under });
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, negative(b));
export const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });

/** Quotient; the divisor is not 0. */
export function divide(a: Fraction, b: Fraction): Fraction {
  const over = a.over * b.under;
  const under = a.under * b.over;
  return under < 0n ? { over: -over, under: -under } : { over, under };
}

function lowest({ over, under }: Fraction): Fraction {
  let [a, b] = [over < 0n ? -over : over, under];
  while (b !== 0n) [a, b] = [b, a % b];
  return a <= 1n ? { over, under } : { over: over / a, under: under / a };
}

/** The middle one, or the mean of the two middle ones; of at least one number. */
export function median(numbers: readonly Fraction[]): Fraction {
  const sorted = [...numbers].sort(order);
  const upper = sorted[sorted.length >> 1] ?? zero;
  const lower = sorted[(sorted.length - 1) >> 1] ?? zero;
  return lowest(divide(plus(lower, upper), whole(2)));
}

/** Text of a decimal: of a number whose denominator is a power of ten. */
export function decimalOf({ over, under }: Fraction): string {
  const digits = under.toString().length - 1;
  const size = (over < 0n ? -over : over).toString().padStart(digits + 1, '0');
  const text = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`;
  return over < 0n ? `-${text}` : text;
}

function without(factor: bigint, from: bigint): { readonly rest: bigint; readonly count: number } {
  let [rest, count] = [from, 0];
  while (rest % factor === 0n) [rest, count] = [rest / factor, count + 1];
  return { rest, count };
}

/** One text for each number, whatever it was written as: `3.51` where it has an end, else `-5/3`. */
export function canonical(number: Fraction): string {
  const { over, under } = lowest(number);
  const twos = without(2n, under);
  const fives = without(5n, twos.rest);
  if (fives.rest !== 1n) return `${String(over)}/${String(under)}`;
  const scale = 10n ** BigInt(Math.max(twos.count, fives.count));
  return decimalOf({ over: over * (scale / under), under: scale });
}

/** Half up, away from 0, to so many digits after the point. */
export function rounded({ over, under }: Fraction, digits: number): Fraction {
  const scale = 10n ** BigInt(digits);
  const size = (over < 0n ? -over : over) * scale;
  const nearest = (size * 2n + under) / (under * 2n);
  return { over: over < 0n ? -nearest : nearest, under: scale };
}
