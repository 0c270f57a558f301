import { parseDecimal, toQuotient, type Quotient } from '../../../catalogue/domain/decimal.ts';

/** One figure: a ratio, or a decimal text in `value`. */
export type Figure = {
  readonly indicator: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Decimal text; empty = a ratio. */
  readonly value: string;
};

/** A figure as it was pushed. */
export type PushedFigure = Figure & {
  /** Decimal text of the rate stated beside numerator and denominator; empty = none. */
  readonly statedRate: string;
  /** Unix milliseconds at which it was first received as it stands, where that was an earlier revision; 0 = with its submission. */
  readonly receivedAt: number;
};

/** What a figure comes to. */
export type Verdict = 'met' | 'at-risk' | 'breached' | 'no-data' | 'not-applicable';

/** A figure as an exact quotient in the unit of its target; undefined = no data. */
export function quotientOf(figure: Omit<Figure, 'indicator'>, unit: string): Quotient | undefined {
  if (figure.value !== '') {
    const decimal = parseDecimal(figure.value);
    return decimal === undefined ? undefined : toQuotient(decimal);
  }
  if (figure.denominator <= 0) return undefined;
  const factor = unit === 'percent' ? 100n : 1n;
  return { numerator: BigInt(figure.numerator) * factor, denominator: BigInt(figure.denominator) };
}

/** Whether a figure says anything. */
export const hasData = (figure: Omit<Figure, 'indicator'>): boolean =>
  figure.value === '' ? figure.denominator > 0 : parseDecimal(figure.value) !== undefined;

/** A figure as it was pushed, in text: "40/87", "38.60". */
export const pushedText = (figure: Omit<Figure, 'indicator'>): string =>
  figure.value === '' ? `${figure.numerator}/${figure.denominator}` : figure.value;
