import { describe, expect, it } from '@jest/globals';
import { backOff } from './back-off.ts';

describe('the wait before a process is started again', () => {
  it('is nothing the first time and grows to two seconds while it keeps failing', () => {
    const nextDelay = backOff();
    expect([1, 2, 3, 4, 5, 6, 7].map(() => nextDelay(100))).toEqual([0, 200, 400, 800, 1600, 2000, 2000]);
  });

  it('is nothing again after a steady run', () => {
    const nextDelay = backOff();
    for (const ranMs of [100, 100, 100]) nextDelay(ranMs);
    expect(nextDelay(60_000)).toBe(0);
    expect(nextDelay(100)).toBe(200);
  });
});
