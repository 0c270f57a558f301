import { minus, negative, order, plus, readDecimal, rounded, zero, type Fraction } from '../figures/fraction.ts';
import { amountOf, type Figure } from '../figures/figure.ts';
import type { Check, Indicator, Rules } from '../rules/catalogue.ts';

/** A figure with the rate that was stated beside it; empty = none. */
export type StatedFigure = Figure & { readonly statedRate: string };

/** Something that does not fit. */
export type Finding = { readonly code: string; readonly indicator: string; readonly check: string };

type Figures = ReadonlyMap<string, StatedFigure>;

const digitsOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;

// What was stated is the rate, at the precision at which it was stated.
function misstates(figure: StatedFigure, unit: string): boolean {
  const amount = amountOf(figure, unit);
  const stated = readDecimal(figure.statedRate);
  return (
    amount !== undefined && stated !== undefined && order(rounded(amount, digitsOf(figure.statedRate)), stated) !== 0
  );
}

function codesOfRatio(figure: StatedFigure, unit: string): readonly string[] {
  const { numerator, denominator, value } = figure;
  if (value !== '') return [];
  return [
    ...(numerator > denominator ? ['numerator-exceeds-denominator'] : []),
    ...(misstates(figure, unit) ? ['rate-mismatch'] : []),
  ];
}

function isImplausible(figure: Figure, { unit, plausibleMin, plausibleMax }: Indicator): boolean {
  const amount = amountOf(figure, unit);
  if (amount === undefined) return false;
  const [least = amount, greatest = amount] = [readDecimal(plausibleMin), readDecimal(plausibleMax)];
  return order(amount, least) < 0 || order(amount, greatest) > 0;
}

function codesOf(figure: StatedFigure, indicator: Indicator | undefined): readonly string[] {
  if (indicator === undefined) return [];
  return [...codesOfRatio(figure, indicator.unit), ...(isImplausible(figure, indicator) ? ['implausible'] : [])];
}

type Contradicts = (left: Fraction, right: readonly Fraction[], tolerance: Fraction) => boolean;

const isNear = (left: Fraction, right: Fraction, tolerance: Fraction): boolean => {
  const apart = minus(left, right);
  return order(apart.over < 0n ? negative(apart) : apart, tolerance) <= 0;
};

const checks: Readonly<Record<Check['kind'], readonly [code: string, contradicts: Contradicts]>> = {
  sum: ['total-mismatch', (left, right, tolerance) => !isNear(left, right.reduce(plus, zero), tolerance)],
  'at-most': ['exceeds-other', (left, [right = zero], tolerance) => order(left, plus(right, tolerance)) > 0],
  agree: ['disagrees', (left, [right = zero], tolerance) => !isNear(left, right, tolerance)],
};

function findingsOfCheck(rules: Rules, figures: Figures, check: Check): readonly Finding[] {
  const numberOf = (indicator: string): Fraction | undefined => {
    const figure = figures.get(indicator);
    return figure && amountOf(figure, rules.indicators.get(indicator)?.unit ?? '');
  };
  const left = numberOf(check.left);
  const right = check.right.map(numberOf).filter((amount) => amount !== undefined);
  if (left === undefined || right.length < check.right.length) return [];
  const [code, contradicts] = checks[check.kind];
  const tolerance = readDecimal(check.tolerance) ?? zero;
  return contradicts(left, right, tolerance) ? [{ code, indicator: check.left, check: check.id }] : [];
}

/** Everything within one submission that contradicts itself or cannot be. */
export function findingsOf(rules: Rules, figures: Figures, datasetChecks: readonly Check[]): readonly Finding[] {
  const ofFigures = [...figures].flatMap(([indicator, figure]) =>
    codesOf(figure, rules.indicators.get(indicator)).map((code) => ({ code, indicator, check: '' })),
  );
  return [...ofFigures, ...datasetChecks.flatMap((check) => findingsOfCheck(rules, figures, check))];
}
