import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';

import { decimalText, gapText, percentText, valueText } from './figure.ts';

describe('percentages', () => {
  test.each([
    [40, 87, '45.98'],
    [22, 57, '38.6'],
    [63, 63, '100'],
    [0, 12, '0'],
    [9999, 10000, '99.99'],
    [99999, 100000, '99.99'],
    [1, 1000000, '0.01'],
    [100001, 100000, '100.01'],
    [12, 10, '120'],
  ])('%i of %i are %s per cent', (numerator, denominator, text) => {
    expect(percentText(numerator, denominator)).toBe(text);
  });

  test('a denominator of 0 has no percentage', () => {
    expect(percentText(0, 0)).toBeNull();
  });

  test('100 is shown if and only if the numerator equals the denominator', () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (n, d) => {
        expect(percentText(n, d) === '100').toBe(n === d);
      }),
    );
  });
});

test('a decimal is shown as it was stated', () => {
  expect(valueText({ numerator: 0, denominator: 0, value: '38.60' })).toBe('38.60');
});

describe('gaps', () => {
  test.each([
    ['45.98', 'at-least', '100', '-54.02'],
    ['100', 'at-least', '100', '0'],
    ['3', 'zero', '', '3'],
    ['-23', 'at-most', '-20.5', '-2.5'],
    ['0.1', 'equals', '0.3', '-0.2'],
  ] as const)('%s %s %s misses by %s', (...[value, comparator, target, gap]) => {
    expect(gapText(value, comparator, target)).toBe(gap);
  });

  test('no figure, no target or two bounds have no single gap', () => {
    expect(gapText(null, 'at-least', '1')).toBeNull();
    expect(gapText('1', null, '')).toBeNull();
    expect(gapText('1', 'range', '2')).toBeNull();
  });
});

describe('decimals', () => {
  test.each([
    [38.6, '38.6'],
    ['38.60', '38.60'],
    [-0, '0'],
    [1e21, undefined],
    [1e-7, undefined],
    [Number.NaN, undefined],
    ['1e3', undefined],
    ['01', undefined],
    ['', undefined],
  ])('%p is the text %p', (value, text) => {
    expect(decimalText(value)).toBe(text);
  });
});
