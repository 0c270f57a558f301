import { describe, expect, test } from '@jest/globals';
import type { Target } from '../../../catalogue/domain/catalogue.ts';
import { parseDecimal } from '../../../catalogue/domain/decimal.ts';
import { aTarget } from '../../../catalogue/domain/examples.ts';
import { aCell } from '../examples.ts';
import { boundText } from './figure-text.ts';

const decimal = (text: string) => parseDecimal(text) ?? { mantissa: 0n, scale: 0 };

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
