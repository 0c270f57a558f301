import { describe, expect, it } from '@jest/globals';
import { add, isGreen, lastLine, nothing, tallyOf, withExit } from './tally.ts';

const result = (passed: number, failed: number, broken = 0): Parameters<typeof tallyOf>[0][number] => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numRuntimeErrorTestSuites: broken,
});

describe('the count of a test run', () => {
  it('is the sum of the runners’ own counts', () => {
    expect(lastLine(tallyOf([result(3, 1), result(4, 0)]))).toBe('7 passed, 1 failed');
  });

  it('has a failure for a test file that could not run', () => {
    expect(tallyOf([result(3, 0, 1)])).toEqual({ passed: 3, failed: 1 });
  });

  it('has a failure for a step that ended badly without one', () => {
    expect(withExit(tallyOf([result(3, 0)]), 1).failed).toBe(1);
    expect(withExit(tallyOf([result(3, 2)]), 1).failed).toBe(2);
    expect(withExit(tallyOf([result(3, 0)]), 0).failed).toBe(0);
  });

  it('is not green when nothing ran or anything failed', () => {
    expect([nothing, tallyOf([result(5, 1)]), tallyOf([result(5, 0)])].map(isGreen)).toEqual([false, false, true]);
    expect(isGreen(add(tallyOf([result(5, 0)]), withExit(nothing, 2)))).toBe(false);
  });
});
