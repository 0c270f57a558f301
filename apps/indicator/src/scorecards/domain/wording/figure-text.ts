import type { Comparator, Target } from '../../../catalogue/domain/catalogue.ts';
import {
  compareQuotient,
  decimalText,
  parseDecimal,
  roundQuotient,
  toQuotient,
  type Quotient,
} from '../../../catalogue/domain/decimal.ts';
import { honestText, integer, minus, over, plus, times } from '../../../catalogue/domain/quotient.ts';
import type { Judged } from '../judge.ts';
import { boundOf, edgesOf, isPlain } from '../judging/compare.ts';
import { quotientOf, type Figure } from '../judging/figure.ts';
import type { Phrases } from './phrases.ts';

const sign: Record<Comparator, string> = {
  'at-least': '≥',
  'at-most': '≤',
  above: '>',
  below: '<',
  equals: '=',
  range: '',
  zero: '=',
  'non-decreasing': '≥',
  'non-increasing': '≤',
  'at-least-other': '≥',
  'at-most-other': '≤',
  ordered: '',
  'once-before': '≥',
};

const unitText = (unit: string, { units }: Phrases): string => units[unit] ?? '';

/** The unit of what is compared with a target. */
export function comparedUnit({ measure }: Target, unit: string, say: Phrases): string {
  if (measure === 'rounds') return say.roundsUnit;
  if (measure === 'change-percent' || measure === 'spread') return unitText('percent', say);
  return unitText(measure === 'change-points' && unit === 'percent' ? 'percentage-point' : unit, say);
}

/** A target in words: "≥95%", "2–3", "=0". */
export function targetText(target: Target, unit: string, say: Phrases): string {
  const value = decimalText(target.value);
  const compared = comparedUnit(target, unit, say);
  if (target.comparator !== 'range') return `${sign[target.comparator]}${value}${compared}`;
  return `${value}–${decimalText(target.upper ?? target.value)}${compared}`;
}

/** A number as a cell remembers it ("40/87", "38.6"), in the unit; undefined = it is none. */
export function rememberedNumber(text: string, unit: string): Quotient | undefined {
  const [numerator = '', denominator] = text.split('/');
  if (denominator === undefined) {
    const decimal = parseDecimal(numerator);
    return decimal === undefined ? undefined : toQuotient(decimal);
  }
  return quotientOf({ numerator: Number(numerator), denominator: Number(denominator), value: '' }, unit);
}

// A figure is shown in the precision of its target, and never on the other side of it.
function edges(cell: Judged, unit: string, target: Target | undefined): readonly Quotient[] {
  if (target === undefined) return [];
  const against = rememberedNumber(cell.against, unit);
  const own = isPlain(target.comparator) && target.measure === 'figure' ? edgesOf(boundOf(target)) : [];
  return against === undefined ? own : [...own, against];
}

const decimalsShown = (target: Target | undefined): number =>
  target === undefined || !isPlain(target.comparator) || target.measure !== 'figure'
    ? 2
    : Math.max(target.value.scale, target.upper?.scale ?? 0);

/** What a figure is shown beside, and in which language. */
export type Beside = { readonly unit: string; readonly target: Target | undefined; readonly say: Phrases };

/** A figure in words: "97/100 (97%)", "38.6%". */
export function figureText(cell: Judged, { unit, target, say }: Beside): string {
  if (cell.value !== '') return `${cell.value}${unitText(unit, say)}`;
  const number = quotientOf(cell, unit);
  const ratio = `${cell.numerator}/${cell.denominator}`;
  if (number === undefined) return ratio;
  const shown = honestText(number, decimalsShown(target), edges(cell, unit, target));
  return say.bracketed(ratio, `${shown}${unitText(unit, say)}`);
}

/** What a cell remembers, in words: "40/87 (45.98%)", "38.6%". */
export function rememberedText(text: string, unit: string, say: Phrases): string {
  const number = text.includes('/') ? rememberedNumber(text, unit) : undefined;
  if (number === undefined) return `${text}${unitText(unit, say)}`;
  return say.bracketed(text, `${roundQuotient(number, 2)}${unitText(unit, say)}`);
}

function boundMissed(number: Quotient, target: Target): Quotient {
  const { value, upper } = boundOf(target);
  return target.comparator === 'range' && compareQuotient(number, target.value) >= 0 ? upper : value;
}

type Gap = { readonly number: Quotient; readonly bound: Quotient };

function plainGap(cell: Judged, unit: string, target: Target): Gap | undefined {
  const measured = target.measure === 'figure' ? undefined : rememberedNumber(cell.measured, '');
  const number = target.measure === 'figure' ? quotientOf(cell, unit) : measured;
  if (number === undefined) return undefined;
  const path = target.path === undefined ? undefined : rememberedNumber(cell.against, '');
  return { number, bound: path ?? boundMissed(number, target) };
}

function otherGap(cell: Judged, unit: string, target: Target): Gap | undefined {
  const number = quotientOf(cell, unit);
  const against = rememberedNumber(cell.against, unit);
  if (number === undefined || against === undefined) return undefined;
  const named = target.comparator === 'at-least-other' || target.comparator === 'at-most-other';
  return { number, bound: named ? times(toQuotient(target.times), against) : against };
}

const mostDecimals = 20;

function distanceText(distance: Quotient): string {
  for (let decimals = 2; ; decimals += 1) {
    const text = roundQuotient(distance, decimals);
    if (text !== '0' || distance.numerator === 0n || decimals >= mostDecimals) return text;
  }
}

// What a figure would just have to be; undefined where that is not known, or is no matter of one figure.
function heldAgainst(cell: Judged, unit: string, target: Target): Quotient | undefined {
  const base = rememberedNumber(cell.against, unit);
  if (base === undefined) return undefined;
  if (target.measure === 'change-points') return plus(base, toQuotient(target.value));
  if (target.measure === 'change-percent') return changed(base, toQuotient(target.value));
  if (target.measure !== 'figure' || target.comparator === 'ordered') return undefined;
  const named = target.comparator === 'at-least-other' || target.comparator === 'at-most-other';
  return named ? times(toQuotient(target.times), base) : base;
}

// Of a negative base a rise is a fall.
const changed = (base: Quotient, percent: Quotient): Quotient | undefined =>
  base.numerator <= 0n ? undefined : over(times(base, plus(integer(100), percent)), integer(100));

const hasOwnValue = ({ comparator, measure }: Target): boolean =>
  measure === 'figure' && (isPlain(comparator) || comparator === 'once-before');

/** The number a figure is held against, in the figure's unit: the target's own, or what base or other figure make of it;
 *  empty where it is not known, or is no matter of one figure (an order, rounds, the units below). */
export function boundText(cell: Judged, unit: string, target: Target): string {
  if (hasOwnValue(target)) return decimalText(target.value);
  const [number, bound] = [quotientOf(cell, unit), heldAgainst(cell, unit, target)];
  return bound === undefined ? '' : honestText(bound, 2, number === undefined ? [] : [number]);
}

const withoutDistance: readonly Comparator[] = ['ordered', 'once-before'];
const isMissed = ({ verdict }: Judged): boolean => verdict === 'breached' || verdict === 'at-risk';

/** Distance of a missed figure from what it was held against, two decimals or as many as show it; empty when met or not known. */
export function gapText(cell: Judged, unit: string, target: Target | undefined): string {
  if (target === undefined || !isMissed(cell) || withoutDistance.includes(target.comparator)) return '';
  const gap = isPlain(target.comparator) ? plainGap(cell, unit, target) : otherGap(cell, unit, target);
  return gap === undefined ? '' : distanceText(minus(gap.number, gap.bound));
}

/** The mean of a rollup as a decimal: what its cell holds is the sum. */
export function meanText(sum: Figure['value'], valued: number, target: Target | undefined): string {
  const decimal = parseDecimal(sum);
  if (decimal === undefined || valued === 0) return '';
  const mean = over(toQuotient(decimal), { numerator: BigInt(valued), denominator: 1n });
  const bounds = target === undefined || !isPlain(target.comparator) ? [] : edgesOf(boundOf(target));
  return honestText(mean, Math.max(2, target?.value.scale ?? 0), bounds);
}
