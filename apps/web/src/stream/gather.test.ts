import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { gather } from './gather.ts';

type Reading = { readonly topics: readonly string[]; readonly finish: () => void };

const readings: Reading[] = [];
const reload = (topics: ReadonlySet<string>): Promise<void> =>
  new Promise((finish) => readings.push({ topics: [...topics], finish }));

beforeEach(() => {
  readings.length = 0;
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('reading again what became old', () => {
  test('is done once for many changes in a moment', async () => {
    const gatherer = gather(reload, 400);
    gatherer.add(['scorecards']);
    gatherer.add(['scorecards', 'reports']);
    await jest.advanceTimersByTimeAsync(400);
    expect(readings.map(({ topics }) => topics)).toEqual([['scorecards', 'reports']]);
  });

  test('waits for a slow reading to end, so that it is never begun anew for ever', async () => {
    const gatherer = gather(reload, 400);
    gatherer.add(['scorecards']);
    await jest.advanceTimersByTimeAsync(400);
    gatherer.add(['scorecards']);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(readings).toHaveLength(1);
    readings[0]?.finish();
    await jest.advanceTimersByTimeAsync(400);
    expect(readings).toHaveLength(2);
  });

  test('rests when nothing changes', async () => {
    const gatherer = gather(reload, 400);
    gatherer.add(['scorecards']);
    await jest.advanceTimersByTimeAsync(400);
    readings[0]?.finish();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(readings).toHaveLength(1);
  });

  test('ends when it is stopped', async () => {
    const gatherer = gather(reload, 400);
    gatherer.add(['scorecards']);
    gatherer.stop();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(readings).toEqual([]);
  });
});
