/** What a Jest result file says, as far as it is counted here. */
export type JestResult = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that could not be run at all; they hold tests nobody counted. */
  readonly numRuntimeErrorTestSuites: number;
};

export type Tally = { readonly passed: number; readonly failed: number };

export const nothing: Tally = { passed: 0, failed: 0 };

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/** The sum of what the runners counted; a file that could not run counts as one failure. */
export function tallyOf(results: readonly JestResult[]): Tally {
  return results
    .map((result) => ({
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    }))
    .reduce(add, nothing);
}

/** A step that ended badly without a failed test to show for it is a failure of its own. */
export function withExit(tally: Tally, exitCode: number): Tally {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** The last line of a test run. */
export const lastLine = ({ passed, failed }: Tally): string => `${String(passed)} passed, ${String(failed)} failed`;

/** Nothing run is not a success. */
export const isGreen = ({ passed, failed }: Tally): boolean => failed === 0 && passed > 0;
