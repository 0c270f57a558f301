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

// Exact as numbers where nothing passes 2^53, as it nearly never does: big integers take ten times as long.
const exactBelow = Number.MAX_SAFE_INTEGER / 40_000;

function rounded(numerator: number, denominator: number): number | bigint {
  return numerator < exactBelow && denominator < exactBelow
    ? Math.floor((numerator * 20_000 + denominator) / (denominator * 2))
    : (BigInt(numerator) * 20_000n + BigInt(denominator)) / (BigInt(denominator) * 2n);
}

// Rounding may not reach a bound the figure has not reached: 99.996 % is 99.99, 0.001 % is 0.01.
function hundredths(numerator: number, denominator: number): number | bigint {
  const amount = rounded(numerator, denominator);
  if (amount === 10_000 || amount === 10_000n) return 10_000 + Math.sign(numerator - denominator);
  return (amount === 0 || amount === 0n) && numerator > 0 ? 1 : amount;
}

function percentOf(amount: number | bigint): string {
  if (typeof amount === 'bigint') return unscaled(amount, 2);
  const part = amount % 100;
  const whole = String((amount - part) / 100);
  if (part === 0) return whole;
  return part % 10 === 0 ? `${whole}.${String(part / 10)}` : `${whole}.${part < 10 ? '0' : ''}${String(part)}`;
}

/** Percentage of a ratio of two integers, at most two decimals, never rounded onto 0 or 100; null when the denominator is 0. */
export function percentText(numerator: number, denominator: number): string | null {
  if (denominator <= 0 || numerator < 0) return null;
  return percentOf(hundredths(numerator, denominator));
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
