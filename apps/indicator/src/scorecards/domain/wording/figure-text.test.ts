import { describe, expect, test } from '@jest/globals';
import type { Target } from '../../../catalogue/domain/catalogue.ts';
import { parseDecimal } from '../../../catalogue/domain/decimal.ts';
import { aTarget } from '../../../catalogue/domain/examples.ts';
import { aCell } from '../examples.ts';
import type { Cell } from '../judge.ts';
import { chinese } from './chinese.ts';
import { boundText, figureText, gapText, meanText } from './figure-text.ts';

const decimal = (text: string) => parseDecimal(text) ?? { mantissa: 0n, scale: 0 };
const atLeast = (value: string, rest: Partial<Target> = {}): Target =>
  aTarget('i', { comparator: 'at-least', value: decimal(value), ...rest });
const ratio = (numerator: number, denominator: number, rest: Partial<Cell> = {}): Cell =>
  aCell({ numerator, denominator }, rest);

describe('a figure in words', () => {
  test.each([
    [40, 87, '40', '40/87（46%）'],
    [22, 57, '38.5', '22/57（38.6%）'],
    [40, 87, '46', '40/87（45.98%）'],
    [2_499, 2_500, '100', '2499/2500（99.96%）'],
    [99_999, 100_000, '100', '99999/100000（99.999%）'],
    [63, 63, '100', '63/63（100%）'],
  ])('%d of %d beside a target of %s %%', (numerator, denominator, value, text) => {
    expect(figureText(ratio(numerator, denominator), { unit: 'percent', target: atLeast(value), say: chinese })).toBe(
      text,
    );
  });

  test('a mean is never rounded onto its target', () => {
    expect(meanText('199.999', 2, atLeast('100'))).toBe('99.9995');
    expect(meanText('3', 2, undefined)).toBe('1.5');
  });
});

describe('a gap', () => {
  test('is never shown as nothing', () => {
    expect(gapText(ratio(99_999, 100_000, { verdict: 'breached' }), 'percent', atLeast('100'))).toBe('-0.001');
  });

  test('behind a path is that to the path', () => {
    const path = { kind: 'linear', stages: [] } as const;
    const cell = aCell({ value: '74' }, { verdict: 'at-risk', against: '74.73' });
    expect(gapText(cell, 'percent', atLeast('83', { path }))).toBe('-0.73');
  });

  test('to a share of another quantity is that to the share', () => {
    const target = aTarget('i', { comparator: 'at-least-other', other: 'y', times: decimal('0.75') });
    expect(gapText(aCell({ value: '6700' }, { verdict: 'breached', against: '9000' }), 'yuan', target)).toBe('-50');
  });
});

type Row = readonly [what: string, target: Partial<Target>, value: string, against: string, bound: string];

const rows: readonly Row[] = [
  ['its own value', { comparator: 'at-least', value: decimal('95') }, '94', '', '95'],
  ['its own value beside a path', { comparator: 'at-least', value: decimal('90') }, '80', '86.63', '90'],
  ['what is to be reached once', { comparator: 'once-before', value: decimal('1') }, '1', '2026-09-01', '1'],
  ['its base', { comparator: 'non-decreasing', base: 'last-year' }, '6.99', '7', '7'],
  ['the percentage of a ratio', { comparator: 'non-increasing' }, '50', '40/87', '45.98'],
  ['a share of another', { comparator: 'at-least-other', other: 'y', times: decimal('0.75') }, '6700', '9000', '6750'],
  ['the base and so many points', { measure: 'change-points', value: decimal('1.69') }, '81', '800/1000', '81.69'],
  ['the base and so many per cent', { measure: 'change-percent', value: decimal('-23') }, '79', '100', '77'],
  ['nothing where a fall would be a rise', { measure: 'change-percent', value: decimal('5') }, '1', '-100', ''],
  ['nothing where the base is not known', { comparator: 'non-decreasing' }, '5', '', ''],
  ['nothing of an order', { comparator: 'ordered', order: ['x', 'y'] }, '3', '1', ''],
  ['nothing of rounds', { measure: 'rounds', value: decimal('3') }, '100', '', ''],
];

describe('a figure is held against', () => {
  test.each(rows)('%s', (_what, target, value, against, bound) => {
    const cell = aCell({ value }, { against });
    expect(boundText(cell, 'percent', aTarget('i', { comparator: 'at-least', ...target }))).toBe(bound);
  });

  test('a number that is never rounded onto the figure', () => {
    const target = aTarget('i', { comparator: 'non-decreasing' });
    expect(boundText(aCell({ value: '33.33' }), 'percent', target)).toBe('');
    expect(boundText(aCell({ value: '33.33' }, { against: '1/3' }), 'percent', target)).toBe('33.333');
  });
});
