import type { Fraction } from '../figures/fraction.ts';
import type { Verdict } from '../figures/figure.ts';
import { judgeAmount, type JudgedCell } from '../judging/judge.ts';
import type { Around, Child, Situation } from '../judging/situation.ts';
import type { Aggregation, Rules } from '../rules/catalogue.ts';
import { readPeriod, type Period } from '../rules/period.ts';
import { lineOf, type OrgUnit } from '../rules/tree.ts';
import { keyOf } from '../units/book.ts';
import type { Sources } from '../units/recount-unit.ts';
import type { Spot, Sums } from './sums.ts';
import { amountOfTally, figureOf, type CellTally, type Tally } from './tally.ts';

export type RollupCell = JudgedCell & { readonly tally: CellTally; readonly aggregation: Aggregation };
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

function childrenOf({ sums, rules }: Summing, { unit, dataset, period }: Spot, indicator: string): readonly Child[] {
  const key = keyOf(unit, dataset, period.text);
  const summed = [...(sums.sumsBelow.get(key) ?? [])].map((below) => ({
    unit: below,
    amount: amountIn(sums.tallies.get(keyOf(below, dataset, period.text)), rules, indicator),
  }));
  return [...summed, ...(sums.leavesBelow.get(key)?.get(indicator) ?? [])];
}

function earlierPeriods({ sums }: Summing, { unit, dataset, period }: Spot): readonly Period[] {
  return [...(sums.periods.get(`${unit}|${dataset}`) ?? [])]
    .flatMap((text) => readPeriod(text) ?? [])
    .filter(({ kind, end }) => kind === period.kind && end < period.end)
    .sort((a, b) => (a.end < b.end ? -1 : 1));
}

function aroundSpot(summing: Summing, spot: Spot, indicator: string): Around {
  const { sums, rules } = summing;
  const at = (dataset: string, period: string): Tally | undefined =>
    sums.tallies.get(keyOf(spot.unit, dataset, period));
  return {
    own: (period) => amountIn(at(spot.dataset, period), rules, indicator),
    earlier: () =>
      earlierPeriods(summing, spot).flatMap(({ text, end }) => {
        const amount = amountIn(at(spot.dataset, text), rules, indicator);
        return amount === undefined ? [] : [{ day: end, amount }];
      }),
    other: (other) =>
      [spot.dataset, ...rules.datasets.keys()]
        .map((dataset) => amountIn(at(dataset, spot.period.text), rules, other))
        .find((amount) => amount !== undefined),
    children: () => childrenOf(summing, spot, indicator),
  };
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
  const around = (indicator: string): Around => aroundSpot(summing, spot, indicator);
  const situation: Situation = { line, period: spot.period, receivedAt: tally.receivedAt, now, around };
  const cells = [...tally.cells].map(([indicator, cell]) => {
    const figure = figureOf(cell);
    const amount = amountIn(tally, rules, indicator);
    const { aggregation = 'none' } = rules.indicators.get(indicator) ?? {};
    const judged = judgeAmount(rules, { indicator, figure, amount }, situation);
    return [indicator, { ...judged, tally: cell, aggregation }] as const;
  });
  const groups = [...tally.groups].map(([id, group]) => [id, judgeGroupTally(group)] as const);
  return { tally, line, cells: new Map(cells), groups: new Map(groups) };
}
