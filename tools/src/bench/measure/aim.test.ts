import { describe, expect, test } from '@jest/globals';
import { ratioOf, standingOf } from './aim.ts';

describe('the ratio of product and floor', () => {
  test('is product over floor', () => {
    expect(ratioOf(3_000, 4_000)).toBe(0.75);
    expect(ratioOf(0, 4_000)).toBe(0);
  });

  test('is unknown without both, or over nothing', () => {
    expect([ratioOf(undefined, 1), ratioOf(1, undefined), ratioOf(1, 0)]).toEqual([undefined, undefined, undefined]);
  });
});

describe('how a figure stands to its aim', () => {
  const rate = { sense: 'at-least', promise: 2_200, better: 3_000 } as const;
  const latency = { sense: 'at-most', promise: 150, better: 60 } as const;

  test.each([
    [3_000, rate, 'better'],
    [2_999, rate, 'met'],
    [2_200, rate, 'met'],
    [2_199, rate, 'missed'],
    [60, latency, 'better'],
    [61, latency, 'met'],
    [150, latency, 'met'],
    [151, latency, 'missed'],
  ] as const)('%d against %j is %s', (...[value, aim, standing]) => {
    expect(standingOf(value, aim)).toBe(standing);
  });

  test('a figure that was not measured keeps no promise', () => {
    expect(standingOf(undefined, rate)).toBe('missed');
    expect(standingOf(NaN, latency)).toBe('missed');
    expect(standingOf(-Infinity, latency)).toBe('missed');
  });

  test('what has no better aim is as good as it gets when it keeps its promise', () => {
    expect(standingOf(1.15, { sense: 'at-most', promise: 1.15 })).toBe('better');
  });
});
