import { minus, negative, order, plus, readDecimal, rounded, zero, type Fraction } from '../figures/fraction.ts';
import { amountOf, type Figure } from '../figures/figure.ts';
import type { Check, Indicator, Rules } from '../rules/catalogue.ts';
import type { Period } from '../rules/period.ts';
import { outlierOfOwn, type Outlier } from './outliers.ts';
import type { Around } from './situation.ts';

/** A figure with the rate that was stated beside it; empty = none. */
export type StatedFigure = Figure & { readonly statedRate: string };

/** Something that does not fit; of an outlier what it was held against. */
export type Finding = {
  readonly code: string;
  readonly indicator: string;
  readonly check: string;
  readonly outlier?: Outlier;
};

/** A submission to look through, and what is around it. */
export type LookedThrough = {
  readonly figures: ReadonlyMap<string, StatedFigure>;
  readonly checks: readonly Check[];
  readonly period: Period;
  readonly around: (indicator: string) => Pick<Around, 'own'>;
};

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

function codesOf(figure: StatedFigure, indicator: Indicator): readonly string[] {
  return [...codesOfRatio(figure, indicator.unit), ...(isImplausible(figure, indicator) ? ['implausible'] : [])];
}

type Contradicts = (left: Fraction, right: readonly Fraction[], tolerance: Fraction) => boolean;

const isNear = (left: Fraction, right: Fraction, tolerance: Fraction): boolean => {
  const apart = minus(left, right);
  return order(apart.over < 0n ? negative(apart) : apart, tolerance) <= 0;
};

const contradictions: Readonly<Record<Check['kind'], readonly [code: string, contradicts: Contradicts]>> = {
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
  const [code, contradicts] = contradictions[check.kind];
  const tolerance = readDecimal(check.tolerance) ?? zero;
  return contradicts(left, right, tolerance) ? [{ code, indicator: check.left, check: check.id }] : [];
}

function findingsOfFigure(
  rules: Rules,
  [id, figure]: readonly [string, StatedFigure],
  { period, around }: LookedThrough,
): readonly Finding[] {
  const indicator = rules.indicators.get(id);
  if (indicator === undefined) return [];
  const plain = codesOf(figure, indicator).map((code) => ({ code, indicator: id, check: '' }));
  const outlier = outlierOfOwn(figure, indicator, { period, own: around(id).own });
  return outlier === undefined ? plain : [...plain, { code: 'outlier-own', indicator: id, check: '', outlier }];
}

/** Everything of a submission that contradicts itself, cannot be, or is far from what the unit has said before. */
export function findingsOf(rules: Rules, submission: LookedThrough): readonly Finding[] {
  const { figures, checks } = submission;
  const ofFigures = [...figures].flatMap((one) => findingsOfFigure(rules, one, submission));
  return [...ofFigures, ...checks.flatMap((check) => findingsOfCheck(rules, figures, check))];
}
