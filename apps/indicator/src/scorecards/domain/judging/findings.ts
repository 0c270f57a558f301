import type { Check, Indicator } from '../../../catalogue/domain/catalogue.ts';
import {
  addDecimals,
  compareQuotient,
  decimalText,
  parseDecimal,
  roundQuotient,
  toQuotient,
  type Decimal,
  type Quotient,
} from '../../../catalogue/domain/decimal.ts';
import { absolute, compareQuotients, integer, minus, plus } from '../../../catalogue/domain/quotient.ts';
import { hasData, quotientOf, type Figure, type PushedFigure } from './figure.ts';

/** What does not fit. */
export type FindingCode =
  | 'numerator-exceeds-denominator'
  | 'rate-mismatch'
  | 'total-mismatch'
  | 'exceeds-other'
  | 'disagrees'
  | 'implausible'
  | 'outlier-own'
  | 'outlier-peers';

/** Something that does not fit, beside the verdicts. */
export type Finding = {
  readonly code: FindingCode;
  readonly indicator: string;
  /** Id of the dataset's check; empty = none. */
  readonly check: string;
  /** Decimal texts. */
  readonly found: string;
  readonly expected: string;
  /** Of an outlier: how far the others lie apart, decimal text; `floored` = they lie closer, the floor counts. */
  readonly spread: string;
  readonly floored: boolean;
  /** Of an outlier: how many others there are. */
  readonly among: number;
};

const alone = { spread: '', floored: false, among: 0 } as const;
const shownDecimals = 2;

/** The number of a figure as a finding tells it. */
export function numberText(figure: Figure, unit: string): string {
  if (figure.value !== '') return figure.value;
  const number = quotientOf(figure, unit);
  return number === undefined ? '' : roundQuotient(number, shownDecimals);
}

function exceeding(figure: PushedFigure): readonly Finding[] {
  if (figure.value !== '' || figure.numerator <= figure.denominator) return [];
  const [found, expected] = [String(figure.numerator), String(figure.denominator)];
  const { indicator } = figure;
  return [{ code: 'numerator-exceeds-denominator', indicator, check: '', found, expected, ...alone }];
}

function misstated(figure: PushedFigure, unit: string): readonly Finding[] {
  const stated = figure.statedRate === '' ? undefined : parseDecimal(figure.statedRate);
  const number = figure.value === '' ? quotientOf(figure, unit) : undefined;
  if (stated === undefined || number === undefined) return [];
  const expected = roundQuotient(number, stated.scale);
  if (compareQuotient(toQuotient(stated), parseDecimal(expected) ?? stated) === 0) return [];
  const { indicator, statedRate: found } = figure;
  return [{ code: 'rate-mismatch', indicator, check: '', found, expected, ...alone }];
}

function exceededBound(number: Quotient, { plausibleMin, plausibleMax }: Indicator): Decimal | undefined {
  if (plausibleMin !== undefined && compareQuotient(number, plausibleMin) < 0) return plausibleMin;
  return plausibleMax !== undefined && compareQuotient(number, plausibleMax) > 0 ? plausibleMax : undefined;
}

function implausible(figure: PushedFigure, indicator: Indicator): readonly Finding[] {
  const number = quotientOf(figure, indicator.unit);
  const bound = number === undefined ? undefined : exceededBound(number, indicator);
  if (bound === undefined) return [];
  const found = numberText(figure, indicator.unit);
  const expected = decimalText(bound);
  return [{ code: 'implausible', indicator: figure.indicator, check: '', found, expected, ...alone }];
}

const none: readonly Finding[] = [];

/** What does not fit within one figure. */
export function figureFindings(figure: PushedFigure, indicator: Indicator): readonly Finding[] {
  const plain =
    figure.statedRate === '' && indicator.plausibleMin === undefined && indicator.plausibleMax === undefined;
  if (plain && (figure.value !== '' || figure.numerator <= figure.denominator)) return none;
  return [
    ...exceeding(figure),
    ...(hasData(figure) ? [...misstated(figure, indicator.unit), ...implausible(figure, indicator)] : none),
  ];
}

/** Figures with data by indicator, with their units. */
export type Lookup = (indicator: string) => { readonly figure: Figure; readonly unit: string } | undefined;

type Side = { readonly number: Quotient; readonly text: string };

function sideOf(indicator: string, lookup: Lookup): Side | undefined {
  const found = lookup(indicator);
  const number = found === undefined ? undefined : quotientOf(found.figure, found.unit);
  return found === undefined || number === undefined
    ? undefined
    : { number, text: numberText(found.figure, found.unit) };
}

// A sum of decimals keeps their finest scale; one with ratios in it is rounded.
function sumText(indicators: readonly string[], lookup: Lookup, sum: Quotient): string {
  const decimals = indicators.map((id) => parseDecimal(lookup(id)?.figure.value ?? ''));
  const known = decimals.filter((decimal): decimal is Decimal => decimal !== undefined);
  if (known.length < decimals.length) return roundQuotient(sum, shownDecimals);
  return decimalText(known.reduce(addDecimals, { mantissa: 0n, scale: 0 }));
}

const codes = { sum: 'total-mismatch', 'at-most': 'exceeds-other', agree: 'disagrees' } as const;

/** What does not fit between figures, by a check of the dataset; a check without all its figures is not made. */
export function checkFindings(check: Check, lookup: Lookup): readonly Finding[] {
  const left = sideOf(check.left, lookup);
  const right = check.right.map((id) => sideOf(id, lookup)).filter((side): side is Side => side !== undefined);
  if (left === undefined || right.length < check.right.length) return none;
  const sum = right.reduce((total, { number }) => plus(total, number), integer(0));
  const distance = minus(left.number, sum);
  const off = check.kind === 'at-most' ? distance : absolute(distance);
  if (compareQuotients(off, toQuotient(check.tolerance)) <= 0) return none;
  const expected = check.kind === 'sum' ? sumText(check.right, lookup, sum) : (right[0]?.text ?? '');
  return [{ code: codes[check.kind], indicator: check.left, check: check.id, found: left.text, expected, ...alone }];
}
