import { percent, readDecimal, type Fraction } from './fraction.ts';

export type Verdict = 'met' | 'at-risk' | 'breached' | 'no-data' | 'not-applicable';

/** A ratio, or a decimal text where `value` is not empty; 0/0 is none. */
export type Figure = { readonly numerator: bigint; readonly denominator: bigint; readonly value: string };

export const noFigure: Figure = { numerator: 0n, denominator: 0n, value: '' };

/** Verdicts that speak about data and a target. */
export const isValid = (verdict: Verdict): boolean =>
  verdict === 'met' || verdict === 'at-risk' || verdict === 'breached';

/** The number a figure comes to in its unit (percent: × 100); undefined where it has no data. */
export function amountOf({ numerator, denominator, value }: Figure, unit: string): Fraction | undefined {
  if (value !== '') return readDecimal(value);
  if (denominator <= 0n) return undefined;
  const ratio = { over: numerator, under: denominator };
  return unit === 'percent' ? percent(ratio) : ratio;
}

/** `n/d`, or the decimal as it was stated. */
export const figureText = ({ numerator, denominator, value }: Figure): string =>
  value === '' ? `${String(numerator)}/${String(denominator)}` : value;
