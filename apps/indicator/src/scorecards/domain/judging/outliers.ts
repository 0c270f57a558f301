import { previousPeriod, type Period } from '@xiaomai/period';
import type { Indicator } from '../../../catalogue/domain/catalogue.ts';
import { roundQuotient, toQuotient, type Decimal, type Quotient } from '../../../catalogue/domain/decimal.ts';
import { absolute, compareQuotients, median, minus, quotient, times } from '../../../catalogue/domain/quotient.ts';
import { quotientOf, type Figure } from './figure.ts';
import type { Finding } from './findings.ts';

/** How many periods before its own a figure is held against. */
export const periodsLookedAt = 24;

type OutlierCode = Extract<Finding['code'], `outlier-${string}`>;

const fewest: Record<OutlierCode, number> = { 'outlier-own': 6, 'outlier-peers': 8 };
const toDeviation = quotient(6745n, 10_000n); // of numbers that scatter evenly the MAD is 0.6745 of the standard deviation
const mostDeviations = quotient(35n, 10n);
const shownDecimals = 2;

/** The periods right before one that its figures are held against, the newest first. */
export function pastPeriods(period: Period): readonly Period[] {
  const periods: Period[] = [];
  for (let at = period; periods.length < periodsLookedAt;) {
    at = previousPeriod(at);
    periods.push(at);
  }
  return periods;
}

/** The middle of some numbers, and how far they lie from it in the middle. */
export type Field = { readonly middle: Quotient; readonly mad: Quotient; readonly among: number };

/** What some numbers have in common; undefined = they are too few to say. */
export function fieldOf(numbers: readonly Quotient[], code: OutlierCode): Field | undefined {
  if (numbers.length < fewest[code]) return undefined;
  const middle = median(numbers);
  const mad = median(numbers.map((number) => absolute(minus(number, middle))));
  return { middle, mad, among: numbers.length };
}

/** Numbers by whose they are, the least first, and the place of each. */
type Ranking = { readonly numbers: readonly Quotient[]; readonly placeOf: ReadonlyMap<string, number> };

function rank(numbers: ReadonlyMap<string, Quotient>): Ranking {
  const sorted = [...numbers].sort(([, a], [, b]) => compareQuotients(a, b));
  return {
    numbers: sorted.map(([, number]) => number),
    placeOf: new Map(sorted.map(([whose], place) => [whose, place])),
  };
}

// The two in the middle of a ranking without the one at a place.
function middlesWithout({ numbers }: Ranking, place: number): readonly [number, number] {
  const left = numbers.length - 1;
  const skipping = (index: number): number => (index < place ? index : index + 1);
  return [skipping(Math.floor((left - 1) / 2)), skipping(Math.floor(left / 2))];
}

const medianAt = ({ numbers }: Ranking, places: readonly number[]): Quotient =>
  median(places.flatMap((place) => numbers[place] ?? []));

/** What all others have in common, for each of those that have a number. Without one or the other there are at most three
 *  medians: what lies around each is ranked once. */
export function fieldsOfOthers(numbers: ReadonlyMap<string, Quotient>): (whose: string) => Field | undefined {
  const among = numbers.size - 1;
  const ranking = rank(numbers);
  const around = new Map<string, { readonly middle: Quotient; readonly distances: Ranking }>();
  const rankAround = (middle: Quotient): { readonly middle: Quotient; readonly distances: Ranking } => ({
    middle,
    distances: rank(new Map([...numbers].map(([whose, number]) => [whose, absolute(minus(number, middle))]))),
  });
  return (whose) => {
    const place = ranking.placeOf.get(whose);
    if (place === undefined || among < fewest['outlier-peers']) return undefined;
    const middles = middlesWithout(ranking, place);
    const known = around.get(middles.join()) ?? rankAround(medianAt(ranking, middles));
    around.set(middles.join(), known);
    const { middle, distances } = known;
    const mad = medianAt(distances, middlesWithout(distances, distances.placeOf.get(whose) ?? 0));
    return { middle, mad, among };
  };
}

type Spread = { readonly spread: Quotient; readonly floored: boolean };

function spreadOf({ mad }: Field, floor: Decimal): Spread {
  const least = toQuotient(floor);
  const floored = compareQuotients(mad, least) < 0;
  return { spread: floored ? least : mad, floored };
}

const isFar = (number: Quotient, { middle }: Field, { spread }: Spread): boolean =>
  compareQuotients(times(absolute(minus(number, middle)), toDeviation), times(spread, mostDeviations)) > 0;

/** What is said of a figure that lies far from others; nothing where nobody asks. */
export function outliers(
  code: OutlierCode,
  figure: Figure,
  { indicator, field }: { readonly indicator: Indicator; readonly field: Field | undefined },
): readonly Finding[] {
  const { outlierFloor: floor } = indicator;
  const number = quotientOf(figure, indicator.unit);
  if (field === undefined || floor === undefined || number === undefined) return [];
  const spread = spreadOf(field, floor);
  if (!isFar(number, field, spread)) return [];
  const decimals = Math.max(shownDecimals, floor.scale);
  const told = {
    found: figure.value === '' ? roundQuotient(number, decimals) : figure.value,
    expected: roundQuotient(field.middle, decimals),
    spread: roundQuotient(spread.spread, decimals),
  };
  return [{ code, indicator: figure.indicator, check: '', ...told, floored: spread.floored, among: field.among }];
}
