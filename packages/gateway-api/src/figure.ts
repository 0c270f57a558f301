import type { Comparator } from './scalar.ts';

/** A figure as stored: a ratio, or a decimal text where `value` is not empty. */
export type Figure = { readonly numerator: number; readonly denominator: number; readonly value: string };

const scaled = (text: string, digits: number): bigint => {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole + part.slice(0, digits).padEnd(digits, '0'));
  return text.startsWith('-') ? -size : size;
};

const unscaled = (amount: bigint, digits: number): string => {
  const size = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0');
  const text = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`;
  return `${amount < 0n ? '-' : ''}${text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')}`;
};

const digitsOf = (text: string): number => text.split('.')[1]?.length ?? 0;

// Rounding may not reach a bound the figure has not reached: 99.996 % is 99.99, 0.001 % is 0.01.
function hundredths(numerator: bigint, denominator: bigint): bigint {
  const rounded = (numerator * 20_000n + denominator) / (denominator * 2n);
  if (rounded === 10_000n && numerator < denominator) return 9_999n;
  if (rounded === 10_000n && numerator > denominator) return 10_001n;
  return rounded === 0n && numerator > 0n ? 1n : rounded;
}

/** Percentage of a ratio of two integers, at most two decimals, never rounded onto 0 or 100; null when the denominator is 0. */
export function percentText(numerator: number, denominator: number): string | null {
  if (denominator <= 0 || numerator < 0) return null;
  return unscaled(hundredths(BigInt(numerator), BigInt(denominator)), 2);
}

/** What is shown of a figure: its decimal text, or its percentage; null when there is none. */
export const valueText = (figure: Figure): string | null =>
  figure.value === '' ? percentText(figure.numerator, figure.denominator) : figure.value;

/** Shown value minus target, in the unit of the figure (percentage points for a ratio); null without a single bound. */
export function gapText(value: string | null, comparator: Comparator | null, target: string): string | null {
  if (value === null || comparator === null || comparator === 'range') return null;
  const bound = comparator === 'zero' ? '0' : target;
  if (bound === '') return null;
  const digits = Math.max(digitsOf(value), digitsOf(bound));
  return unscaled(scaled(value, digits) - scaled(bound, digits), digits);
}

/** Exact text of a decimal given as number or text; undefined when it has no plain decimal form. */
export function decimalText(value: number | string): string | undefined {
  const text = typeof value === 'string' ? value : String(value === 0 ? 0 : value);
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/.test(text) ? text : undefined;
}
