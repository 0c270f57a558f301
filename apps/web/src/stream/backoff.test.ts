import { describe, expect, test } from '@jest/globals';
import { backoffMs } from './backoff.ts';

describe('back-off', () => {
  test('doubles from half a second', () => {
    expect([0, 1, 2, 3].map((n) => backoffMs(n, 0.999999))).toEqual([500, 1000, 2000, 4000]);
  });

  test('never exceeds fifteen seconds, however long it is broken', () => {
    expect(backoffMs(5000, 0.999999)).toBe(15_000);
  });

  test('spreads clients over the upper half of the wait', () => {
    expect(backoffMs(2, 0)).toBe(1000);
    expect(backoffMs(2, 0.5)).toBe(1500);
  });
});
