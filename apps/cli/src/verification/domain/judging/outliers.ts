import { canonical, median, minus, negative, order, readDecimal, rounded, times, whole } from '../figures/fraction.ts';
import type { Fraction } from '../figures/fraction.ts';
import { amountOf, type Figure } from '../figures/figure.ts';
import type { Indicator } from '../rules/catalogue.ts';
import { readPeriod, type Period } from '../rules/period.ts';
import type { Around } from './situation.ts';

/** What is said of a figure that lies far from others; numbers as one text each. */
export type Outlier = {
  readonly found: string;
  readonly expected: string;
  readonly spread: string;
  readonly floored: boolean;
  readonly among: number;
};

const periodsLookedAt = 24;
const fewestPeriods = 6;
const fewestDigits = 2;

type Spread = { readonly spread: Fraction; readonly floored: boolean };

const digitsOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;
const distance = (a: Fraction, b: Fraction): Fraction => {
  const apart = minus(a, b);
  return apart.over < 0n ? negative(apart) : apart;
};

function pastAmounts(period: Period, own: Around['own']): readonly Fraction[] {
  const amounts: Fraction[] = [];
  let before = readPeriod(period.before);
  for (let looked = 0; looked < periodsLookedAt && before !== undefined; looked += 1) {
    const amount = own(before.text)?.amount;
    if (amount !== undefined) amounts.push(amount);
    before = readPeriod(before.before);
  }
  return amounts;
}

// In ten-thousandths: 0.6745 of the distance against 3.5 times the spread.
const isBeyond = (apart: Fraction, spread: Fraction): boolean =>
  order(times(apart, whole(6_745)), times(spread, whole(35_000))) > 0;

function spreadOf(past: readonly Fraction[], middle: Fraction, floor: Fraction): Spread {
  const deviation = median(past.map((one) => distance(one, middle)));
  const floored = order(deviation, floor) < 0;
  return { spread: floored ? floor : deviation, floored };
}

/** What is said of a figure that is far from what the unit has said in the periods before; undefined where it is not, or cannot be known. */
export function outlierOfOwn(
  figure: Figure,
  { unit, outlierFloor }: Pick<Indicator, 'unit' | 'outlierFloor'>,
  { period, own }: { readonly period: Period; readonly own: Around['own'] },
): Outlier | undefined {
  const [floor, amount] = [readDecimal(outlierFloor), amountOf(figure, unit)];
  if (floor === undefined || amount === undefined) return undefined;
  const past = pastAmounts(period, own);
  if (past.length < fewestPeriods) return undefined;
  const middle = median(past);
  const { spread, floored } = spreadOf(past, middle, floor);
  if (!isBeyond(distance(amount, middle), spread)) return undefined;
  const digits = Math.max(fewestDigits, digitsOf(outlierFloor));
  const shown = (number: Fraction): string => canonical(rounded(number, digits));
  const found = figure.value === '' ? shown(amount) : canonical(amount);
  return { found, expected: shown(middle), spread: shown(spread), floored, among: past.length };
}
