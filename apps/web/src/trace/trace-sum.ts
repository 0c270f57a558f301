import type { Trace } from '@xiaomai/gateway-api/trace';

export type TraceSum = { readonly numerator: number; readonly denominator: number; readonly isEqual: boolean };

/** The sum of the sources of a ratio against the figure itself; undefined where it is not a sum of ratios. */
export function traceSum({ figure, steps }: Trace): TraceSum | undefined {
  if (figure?.numerator === undefined || figure.denominator === undefined || steps.length === 0) return undefined;
  if (steps.some((step) => step.numerator === undefined || step.denominator === undefined)) return undefined;
  const numerator = steps.reduce((sum, step) => sum + (step.numerator ?? 0), 0);
  const denominator = steps.reduce((sum, step) => sum + (step.denominator ?? 0), 0);
  return { numerator, denominator, isEqual: numerator === figure.numerator && denominator === figure.denominator };
}
