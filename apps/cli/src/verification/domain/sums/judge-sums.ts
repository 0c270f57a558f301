import type { Fraction } from '../figures/fraction.ts';
import type { Verdict } from '../figures/figure.ts';
import { judgeAmount, type JudgedCell } from '../judging/judge.ts';
import type { Around, Child, Situation } from '../judging/situation.ts';
import type { Rules } from '../rules/catalogue.ts';
import { lineOf, type OrgUnit } from '../rules/tree.ts';
import { keyOf } from '../units/book.ts';
import type { Sources } from '../units/recount-unit.ts';
import type { Spot, Sums } from './sums.ts';
import { amountOfTally, figureOf, type CellTally, type Tally } from './tally.ts';

export type RollupCell = JudgedCell & { readonly tally: CellTally };
export type RollupGroup = { readonly met: number; readonly judged: number; readonly verdict: Verdict };

/** What a rollup must say. */
export type Rollup = {
  readonly tally: Tally;
  /** Units from this one up to the root, on the last day of the period. */
  readonly line: readonly OrgUnit[];
  readonly cells: ReadonlyMap<string, RollupCell>;
  readonly groups: ReadonlyMap<string, RollupGroup>;
};

type Summing = Sources & { readonly sums: Sums };

function amountIn(tally: Tally | undefined, rules: Rules, indicator: string): Fraction | undefined {
  const cell = tally?.cells.get(indicator);
  const { aggregation = 'none', unit = '' } = rules.indicators.get(indicator) ?? {};
  return cell && amountOfTally(cell, aggregation, unit);
}

const isMean = (rules: Rules, indicator: string): boolean => rules.indicators.get(indicator)?.aggregation === 'mean';

function childrenOf({ sums, rules }: Summing, { unit, dataset, period }: Spot, indicator: string): readonly Child[] {
  const key = keyOf(unit, dataset, period.text);
  const summed = [...(sums.sumsBelow.get(key) ?? [])].map((below) => ({
    unit: below,
    amount: amountIn(sums.tallies.get(keyOf(below, dataset, period.text)), rules, indicator),
  }));
  return [...summed, ...(sums.leavesBelow.get(key)?.get(indicator) ?? [])];
}

// What is added up is held against nothing of another period.
function aroundSpot(summing: Summing, spot: Spot, tally: Tally): (indicator: string) => Around {
  const { rules } = summing;
  const pushed = rules.datasets.get(spot.dataset)?.indicators ?? [];
  return (indicator) => ({
    own: () => undefined,
    earlier: () => [],
    other: (other) => {
      if (!pushed.includes(other)) return 'never';
      const cell = tally.cells.get(other);
      const amount = amountIn(tally, rules, other);
      return cell && amount && { figure: figureOf(cell), amount, isComputed: isMean(rules, other) };
    },
    children: () => childrenOf(summing, spot, indicator),
  });
}

function judgeGroupTally({ met, judged }: { readonly met: number; readonly judged: number }): RollupGroup {
  if (judged === 0) return { met, judged, verdict: 'no-data' };
  return { met, judged, verdict: met === judged ? 'met' : 'breached' };
}

/** Judges what was added up at one org unit, dataset and period; undefined where nothing was. */
export function rollupAt(summing: Summing, spot: Spot): Rollup | undefined {
  const { rules, tree, now, sums } = summing;
  const tally = sums.tallies.get(keyOf(spot.unit, spot.dataset, spot.period.text));
  if (tally === undefined) return undefined;
  const line = lineOf(tree, spot.unit, spot.period.end);
  const around = aroundSpot(summing, spot, tally);
  const { receivedAt } = tally;
  const situation: Situation = { line, period: spot.period, receivedAt, now, isRollup: true, around };
  const cells = [...tally.cells].map(([indicator, cell]) => {
    const figure = figureOf(cell);
    const amount = amountIn(tally, rules, indicator);
    const isComputed = isMean(rules, indicator);
    const judged = judgeAmount(rules, { indicator, figure, amount, isComputed }, situation);
    return [indicator, { ...judged, tally: cell }] as const;
  });
  const groups = [...tally.groups].map(([id, group]) => [id, judgeGroupTally(group)] as const);
  return { tally, line, cells: new Map(cells), groups: new Map(groups) };
}
