import { canonical, order, rounded, times, type Fraction } from '../figures/fraction.ts';

const fewestDigits = 2;
const mostDigits = 20;

const digitsOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;

/** Rounds a number to so many digits. */
type Round = (digits: number) => Fraction;

/** How a computed number is written: with the digits of the value, at least two, and more where the rounded number would
 *  stand otherwise to one of the bounds than the exact one. */
function shownBy(round: Round, value: string, isFaithful: (shown: Fraction) => boolean): string {
  let digits = Math.max(fewestDigits, digitsOf(value));
  while (digits < mostDigits && !isFaithful(round(digits))) digits += 1;
  return canonical(round(digits));
}

export function shown(exact: Fraction, value: string, bounds: readonly Fraction[]): string {
  const isFaithful = (near: Fraction): boolean => bounds.every((bound) => order(near, bound) === order(exact, bound));
  return shownBy((digits) => rounded(exact, digits), value, isFaithful);
}

function rootOf(n: bigint): bigint {
  if (n < 2n) return n;
  let [root, next] = [n, (n >> 1n) + 1n];
  while (next < root) [root, next] = [next, (next + n / next) >> 1n];
  return root;
}

// Half up: the whole part of twice the root, plus one, halved.
function rootRounded({ over, under }: Fraction, digits: number): Fraction {
  const scale = 10n ** BigInt(digits);
  const twice = rootOf((over * 4n * scale * scale) / under);
  return { over: (twice + 1n) >> 1n, under: scale };
}

/** The square root of an exact number, written as a computed number is. */
export function shownRoot(square: Fraction, value: string, bounds: readonly Fraction[]): string {
  const isFaithful = (near: Fraction): boolean =>
    bounds.every((bound) => order(near, bound) === (bound.over < 0n ? 1 : order(square, times(bound, bound))));
  return shownBy((digits) => rootRounded(square, digits), value, isFaithful);
}
