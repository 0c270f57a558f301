import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareShares, moveBetween, percentText, type Figure } from './figure.ts';

const ratio = (numerator: number, denominator: number): Figure => ({ kind: 'ratio', numerator, denominator });
const number = (value: string): Figure => ({ kind: 'number', value });
const share = fc
  .integer({ min: 1, max: 2_000_000 })
  .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)));

describe('a share in percent', () => {
  test.each([
    [1405, 1445, '97.23%'],
    [1, 8, '12.50%'],
    [0, 3, '0%'],
    [3, 3, '100%'],
    [2, 3, '66.67%'],
    [99_999, 100_000, '99.99%'],
    [1, 100_000, '0.01%'],
    [100_001, 100_000, '100.01%'],
    [1, 800, '0.13%'],
  ])('%i of %i is %s', (numerator, denominator, text) => {
    expect(percentText(numerator, denominator)).toBe(text);
  });

  test('only all of it is 100 %, and only nothing is 0 %', () => {
    fc.assert(
      fc.property(share, ([part, whole]) => {
        expect(percentText(part, whole) === '100%').toBe(part === whole);
        expect(percentText(part, whole) === '0%').toBe(part === 0);
      }),
    );
  });

  test('is within half a hundredth of the exact share, away from 0 % and 100 %', () => {
    fc.assert(
      fc.property(share, ([part, whole]) => {
        fc.pre(part * 10_000 > whole && (whole - part) * 10_000 > whole);
        const shown = BigInt(percentText(part, whole).replace(/[.%]/g, ''));
        const off = shown * BigInt(whole) - BigInt(part) * 10_000n;
        expect(2n * (off < 0n ? -off : off) <= BigInt(whole)).toBe(true);
      }),
    );
  });
});

describe('change between two figures', () => {
  test('of rates is in percentage points, from the exact shares and not from the rounded ones', () => {
    // 1/3 = 33.33 %, 2/3 = 66.67 %: the rounded shares differ by 33.34, the exact ones by 33.33.
    expect(moveBetween(ratio(2, 3), ratio(1, 3))).toEqual({ direction: 'up', by: '33.33' });
    expect(moveBetween(ratio(1393, 1405), ratio(1379, 1402))).toEqual({ direction: 'up', by: '0.79' });
    expect(moveBetween(ratio(1, 2), ratio(2, 4))).toEqual({ direction: 'same', by: '0.00' });
  });

  test('keeps its direction where it is too small to be shown', () => {
    expect(moveBetween(ratio(100_000, 100_001), ratio(99_999, 100_000))).toEqual({ direction: 'up', by: '0.00' });
  });

  test('of decimals is exact to the last digit', () => {
    expect(moveBetween(number('0.3'), number('0.1'))).toEqual({ direction: 'up', by: '0.2' });
    expect(moveBetween(number('38.60'), number('39'))).toEqual({ direction: 'down', by: '0.40' });
    expect(moveBetween(number('-1.5'), number('1.25'))).toEqual({ direction: 'down', by: '2.75' });
    expect(moveBetween(number('9007199254740993'), number('9007199254740992'))).toEqual({ direction: 'up', by: '1' });
  });

  test('there is none without data, or between a rate and a number', () => {
    expect(moveBetween(ratio(1, 2), { kind: 'none' })).toBeUndefined();
    expect(moveBetween(ratio(1, 2), number('50'))).toBeUndefined();
    expect(moveBetween(ratio(1, 2), ratio(0, 0))).toBeUndefined();
    expect(moveBetween(number('many'), number('1'))).toBeUndefined();
  });

  test('turned round it is the same step the other way', () => {
    const opposite = { up: 'down', down: 'up', same: 'same' } as const;
    fc.assert(
      fc.property(share, share, ([a, b], [c, d]) => {
        const there = moveBetween(ratio(a, b), ratio(c, d));
        const back = moveBetween(ratio(c, d), ratio(a, b));
        expect(back).toEqual(there && { direction: opposite[there.direction], by: there.by });
      }),
    );
  });
});

describe('comparison of shares', () => {
  test('is exact where a float sees no difference', () => {
    const big = 9_007_199_254_740_991;
    expect(compareShares({ part: big - 1, whole: big }, { part: big - 2, whole: big - 1 })).toBe(1);
  });

  test('does not depend on the size of the whole', () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 1000 }), ([part, whole], k) => {
        expect(compareShares({ part, whole }, { part: part * k, whole: whole * k })).toBe(0);
      }),
    );
  });
});
