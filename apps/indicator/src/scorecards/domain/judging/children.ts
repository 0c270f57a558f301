import type { Target } from '../../../catalogue/domain/catalogue.ts';
import { decimalText, parseDecimal, toQuotient, type Quotient } from '../../../catalogue/domain/decimal.ts';
import { compareQuotients, integer, minus, over, plus, times } from '../../../catalogue/domain/quotient.ts';
import { boundOf, decimalsOf, edgesOf, meets, meetsBy, type Plain } from './compare.ts';
import { heldAgainst, missOf } from './miss.ts';
import { noData, notApplicable, type Child, type Outcome, type Scene } from './scene.ts';

/** Judges each unit right below: all must meet the target. */
export function judgeEachChild(target: Target, comparator: Plain, scene: Scene): Outcome {
  const children = scene.children ?? [];
  if (children.length === 0) return noData;
  const held = heldAgainst(target, comparator, scene);
  if (held === undefined) return notApplicable;
  const failing = children.filter(({ number }) => !meets(held.comparator, number, held.bound)).map(({ unit }) => unit);
  return {
    verdict: failing.length === 0 ? 'met' : missOf(target, scene),
    against: held.text(children.map(({ number }) => number)),
    measured: '',
    failing: failing.sort(),
  };
}

const hundredSquared = integer(10_000);

/** Square of the coefficient of variation in percent: exact, where the coefficient itself is none; undefined = none. */
function squaredSpread(children: readonly Child[]): Quotient | undefined {
  const numbers = children.map(({ number }) => number);
  const sum = numbers.reduce(plus, integer(0));
  if (numbers.length < 2 || sum.numerator === 0n) return undefined;
  const squares = numbers.reduce((total, number) => plus(total, times(number, number)), integer(0));
  const squaredSum = times(sum, sum);
  const variance = minus(times(integer(numbers.length), squares), squaredSum);
  return times(hundredSquared, over(variance, squaredSum));
}

function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

// √x rounded half up to so many decimals: ⌊(⌊√(4x·10^2d)⌋ + 1) ÷ 2⌋.
function rootText({ numerator, denominator }: Quotient, decimals: number): string {
  const root = squareRoot((4n * numerator * 10n ** BigInt(2 * decimals)) / denominator);
  const text = decimalText({ mantissa: (root + 1n) / 2n, scale: decimals });
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

const mostDecimals = 20;

/** Judges how far the units right below lie apart, compared by squares. */
export function judgeSpread(target: Target, comparator: Plain, scene: Scene): Outcome {
  const squared = squaredSpread(scene.children ?? []);
  if (squared === undefined) return noData;
  const compareTo = (edge: Quotient): number =>
    edge.numerator < 0n ? 1 : compareQuotients(squared, times(edge, edge));
  const bound = boundOf(target);
  const honest = (text: string): boolean => {
    const shown = toQuotient(parseDecimal(text) ?? { mantissa: 0n, scale: 0 });
    return edgesOf(bound).every((edge) => compareQuotients(shown, edge) === compareTo(edge));
  };
  let decimals = decimalsOf(target);
  while (decimals < mostDecimals && !honest(rootText(squared, decimals))) decimals += 1;
  const verdict = meetsBy(comparator, compareTo, bound) ? 'met' : missOf(target, scene);
  return { verdict, against: '', measured: rootText(squared, decimals) };
}
