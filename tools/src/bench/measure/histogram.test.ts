import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHistogram } from './histogram.ts';

const histogramOf = (values: readonly number[]): ReturnType<typeof createHistogram> => {
  const histogram = createHistogram();
  for (const value of values) histogram.add(value);
  return histogram;
};

const exact = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(1, Math.ceil(q * values.length)) - 1] ?? NaN;

describe('a histogram of latencies', () => {
  test('knows nothing when it is empty', () => {
    expect(createHistogram().quantile(0.5)).toBeUndefined();
    expect(createHistogram().summary()).toBeUndefined();
  });

  test('takes the nearest rank: of a hundred values the 99th is p99, the last is max', () => {
    const summary = histogramOf(Array.from({ length: 100 }, (_, at) => at + 1)).summary();
    expect(summary?.n).toBe(100);
    expect(summary?.max).toBe(100);
    for (const [measured, wanted] of [
      [summary?.p50, 50],
      [summary?.p95, 95],
      [summary?.p99, 99],
    ] as const) {
      expect(measured).toBeGreaterThanOrEqual(wanted);
      expect(measured).toBeLessThanOrEqual(wanted * 1.005);
    }
  });

  test('never says less than the truth, and at most 0.5 % more', () => {
    const latency = fc.double({ min: 0.02, max: 60_000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(latency, { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, q) => {
          const truth = exact(values, q);
          const measured = histogramOf(values).quantile(q) ?? NaN;
          expect(measured).toBeGreaterThanOrEqual(truth * (1 - 1e-9));
          expect(measured).toBeLessThanOrEqual(truth * 1.005 * (1 + 1e-9));
        },
      ),
    );
  });
});
