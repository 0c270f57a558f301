import type { Indicator, Target } from '../../catalogue/domain/catalogue.ts';
import { decimalText, roundQuotient, toQuotient } from '../../catalogue/domain/decimal.ts';
import { quotientOf, type Figure, type Judged } from './judge.ts';

const sign: Record<Target['comparator'], string> = {
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
  'once-before': '',
};

const suffix: Readonly<Record<string, string>> = { percent: '%', 'percentage-point': '个百分点', yuan: '元' };
const unitText = (unit: string): string => suffix[unit] ?? '';

/** A target in words: "≥95%", "2–3", "=0". */
export function targetText(target: Target, unit: string): string {
  const value = decimalText(target.value);
  if (target.comparator !== 'range') return `${sign[target.comparator]}${value}${unitText(unit)}`;
  return `${value}–${decimalText(target.upper ?? target.value)}${unitText(unit)}`;
}

/** A figure in words: "97/100（97%）", "38.6%". */
export function figureText(figure: Figure, unit: string): string {
  if (figure.value !== '') return `${figure.value}${unitText(unit)}`;
  const quotient = quotientOf(figure, unit);
  const ratio = `${figure.numerator}/${figure.denominator}`;
  return quotient === undefined ? ratio : `${ratio}（${roundQuotient(quotient, 2)}${unitText(unit)}）`;
}

/** Distance of a missed figure from its target (figure − target), at most two decimals; empty when met or not known. */
export function gapText(cell: Judged, unit: string, target: Target | undefined): string {
  if (target === undefined || (cell.verdict !== 'breached' && cell.verdict !== 'at-risk')) return '';
  const quotient = quotientOf(cell, unit);
  if (quotient === undefined) return '';
  const bound = toQuotient(target.value);
  return roundQuotient(
    {
      numerator: quotient.numerator * bound.denominator - bound.numerator * quotient.denominator,
      denominator: quotient.denominator * bound.denominator,
    },
    2,
  );
}

type Words = { readonly indicator: Pick<Indicator, 'unit'>; readonly target: Target | undefined };

const sentence: Record<Judged['verdict'], (figure: string, target: string) => string> = {
  met: (figure, target) => `${figure}，达到目标 ${target}`,
  breached: (figure, target) => `${figure}，未达到目标 ${target}`,
  'at-risk': (figure, target) => `${figure}，尚未达到目标 ${target}`,
  'no-data': () => '分母为 0 或缺少数据，不作判定',
  'not-applicable': (figure) => `${figure}，没有适用的目标`,
};

/** Why a cell has its verdict, in Chinese, with the numbers. */
export function reasonText(cell: Judged, { indicator, target }: Words): string {
  const figure = figureText(cell, indicator.unit);
  const text = sentence[cell.verdict](figure, target === undefined ? '' : targetText(target, indicator.unit));
  if (cell.verdict !== 'at-risk' || target === undefined) return text;
  return target.soft ? `${text}（力争）` : `${text}（期限 ${target.due}）`;
}
