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
    [1, 2000, '0.05'],
    [9007199254740991, 9007199254740990, '100.01'],
    [9007199254740991, 90071992547409910, '10'],
    [4503599627370495, 9007199254740991, '50'],
  ])('%i of %i are %s per cent', (numerator, denominator, text) => {
    expect(percentText(numerator, denominator)).toBe(text);
  });

  test('a denominator of 0 has no percentage', () => {
    expect(percentText(0, 0)).toBeNull();
  });

  test('are the nearest hundredth, halves up, whatever the size of the numbers', () => {
    const size = fc.oneof(fc.nat(2_000), fc.nat(Number.MAX_SAFE_INTEGER), fc.nat(400_000_000_000));
    fc.assert(
      fc.property(size, size, (n, d) => {
        const text = percentText(n, d + 1) ?? '';
        const [whole = '', part = ''] = text.split('.');
        const shown = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
        const away = shown * BigInt(d + 1) - BigInt(n) * 10_000n;
        const isBound = shown === 1n || shown === 9_999n || shown === 10_001n;
        expect(isBound || (away * 2n <= BigInt(d + 1) && away * 2n > -BigInt(d + 1))).toBe(true);
        expect(text).toMatch(/^\d+(\.\d?[1-9])?$/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('100 is shown if and only if the numerator equals the denominator', () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (n, d) => {
        expect(percentText(n, d) === '100').toBe(n === d);
      }),
    );
  });
});

// Written from the rule, in whole numbers of any size.
function expectedPercent(n: number, d: number): string {
  const [numerator, denominator] = [BigInt(n), BigInt(d)];
  const hundredths = (numerator * 20_000n + denominator) / (denominator * 2n);
  const kept =
    hundredths === 10_000n && n !== d ? (n < d ? 9_999n : 10_001n) : hundredths === 0n && n > 0 ? 1n : hundredths;
  return String(Number(kept) / 100);
}

test('a percentage is that of exact whole numbers, however large they are', () => {
  const size = fc.constantFrom(20, 1_000, 2 ** 31, 2 ** 38);
  const pair = size.chain((max) => fc.tuple(fc.nat(max), fc.integer({ min: 1, max })));
  fc.assert(
    fc.property(pair, ([n, d]) => {
      expect(percentText(n, d)).toBe(expectedPercent(n, d));
    }),
    { numRuns: 2_000 },
  );
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
