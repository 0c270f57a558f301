import type { Trace } from '@xiaomai/gateway-api/trace';

/** How the sources make the figure: added up, or counted by how many of them meet their target. */
export type TraceSum = {
  readonly by: 'sum' | 'units-met';
  readonly numerator: number;
  readonly denominator: number;
  readonly isEqual: boolean;
};

type Ratio = { readonly numerator: number; readonly denominator: number };
type Step = Trace['steps'][number];

const added = (steps: readonly Step[]): Ratio => ({
  numerator: steps.reduce((sum, { numerator = 0 }) => sum + numerator, 0),
  denominator: steps.reduce((sum, { denominator = 0 }) => sum + denominator, 0),
});

function counted(steps: readonly Step[]): Ratio {
  const judged = steps.filter(({ verdict }) => verdict !== 'no-data' && verdict !== 'not-applicable');
  return { numerator: judged.filter(({ verdict }) => verdict === 'met').length, denominator: judged.length };
}

type Figure = { readonly numerator?: number | undefined; readonly denominator?: number | undefined };

const isSame = (a: Ratio, b: Figure): boolean => a.numerator === b.numerator && a.denominator === b.denominator;

/** The sources of a ratio against the figure itself; undefined where there is nothing to add up. */
export function traceSum({ figure, steps }: Pick<Trace, 'figure' | 'steps'>): TraceSum | undefined {
  if (figure?.numerator === undefined || steps.length === 0) return undefined;
  if (steps.some(({ numerator }) => numerator === undefined)) return undefined;
  const sum = added(steps);
  if (isSame(sum, figure)) return { by: 'sum', ...sum, isEqual: true };
  const units = counted(steps);
  return isSame(units, figure) ? { by: 'units-met', ...units, isEqual: true } : { by: 'sum', ...sum, isEqual: false };
}

const urgency: Record<Step['verdict'], number> = {
  breached: 0,
  'at-risk': 1,
  'no-data': 2,
  met: 3,
  'not-applicable': 4,
};

/** The sources in the order in which a reader wants them: what misses its target first, else as they came. */
export const worstFirst = (steps: readonly Step[]): Step[] =>
  steps.toSorted((a, b) => urgency[a.verdict] - urgency[b.verdict]);
