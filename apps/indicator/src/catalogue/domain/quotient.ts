import { parseDecimal, roundQuotient, toQuotient, type Quotient } from './decimal.ts';

/** An exact quotient in its canonical sign: the denominator positive. Throws on a denominator of 0. */
export function quotient(numerator: bigint, denominator: bigint): Quotient {
  if (denominator === 0n) throw new RangeError('division by zero');
  return denominator < 0n ? { numerator: -numerator, denominator: -denominator } : { numerator, denominator };
}

export const integer = (value: number | bigint): Quotient => ({ numerator: BigInt(value), denominator: 1n });

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The same quotient in lowest terms: long sums stay small. */
export function reduced({ numerator, denominator }: Quotient): Quotient {
  const divisor = greatestCommonDivisor(numerator, denominator);
  return divisor === 0n ? integer(0) : { numerator: numerator / divisor, denominator: denominator / divisor };
}

export const plus = (a: Quotient, b: Quotient): Quotient =>
  reduced({
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  });

export const minus = (a: Quotient, b: Quotient): Quotient => plus(a, { ...b, numerator: -b.numerator });

export const times = (a: Quotient, b: Quotient): Quotient =>
  reduced({ numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator });

export const over = (a: Quotient, b: Quotient): Quotient =>
  reduced(quotient(a.numerator * b.denominator, a.denominator * b.numerator));

/** Negative, zero or positive as a is below, at or above b. */
export function compareQuotients(a: Quotient, b: Quotient): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export const absolute = (a: Quotient): Quotient => (a.numerator < 0n ? { ...a, numerator: -a.numerator } : a);

/** The middle of some quotients, at least one; of an even number the mean of the middle two. */
export function median(values: readonly Quotient[]): Quotient {
  const sorted = [...values].sort(compareQuotients);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError('median of nothing');
  return upper === lower ? upper : over(plus(lower, upper), integer(2));
}

const mostDecimals = 20;

/** A quotient rounded to so many decimals, or to as many more as keep it on its side of each of some others: rounding
 *  never shows a miss as met. */
export function honestText(exact: Quotient, decimals: number, besides: readonly Quotient[]): string {
  for (let digits = decimals; ; digits += 1) {
    const text = roundQuotient(exact, digits);
    const shown = toQuotient(parseDecimal(text) ?? { mantissa: 0n, scale: 0 });
    const honest = besides.every((other) => compareQuotients(shown, other) === compareQuotients(exact, other));
    if (honest || digits >= mostDecimals) return text;
  }
}
