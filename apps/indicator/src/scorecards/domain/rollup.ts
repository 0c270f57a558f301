import { targetFor } from '../../catalogue/domain/applicable.ts';
import { ofChildren, type Catalogue, type Target } from '../../catalogue/domain/catalogue.ts';
import { roundQuotient, type Quotient } from '../../catalogue/domain/decimal.ts';
import { integer } from '../../catalogue/domain/quotient.ts';
import { type CellContribution, type Contribution, type GroupCounts, type VerdictCounts } from './contribution.ts';
import { judgeFigure, quotientOf, type Judged, type Verdict } from './judge.ts';
import { knownFigure, noData, type Child, type Known, type Outcome, type Scene } from './judging/scene.ts';
import type { Occasion } from './scorecard.ts';
import { addSums, numberOf, partsOf, type Adding, type Growing } from './sums.ts';

/** What children add up to, of one indicator. */
export type RollupCell = Judged &
  VerdictCounts & {
    readonly valued: number;
    readonly latestAt: number;
    readonly latestUnit: string;
    /** Units right below that miss a target for each of them. */
    readonly failing: readonly string[];
  };

/** What children add up to, of one group. */
export type RollupGroup = GroupCounts & { readonly verdict: Verdict };

/** The scorecard of a non-leaf org unit: a pure function of its children's contributions. */
export type Rollup = {
  /** Sum of the children's versions. */
  readonly version: number;
  /** Units below that have reported; that are missing; that came late. */
  readonly reported: number;
  readonly missing: number;
  readonly late: number;
  /** Findings below, by code. */
  readonly findings: Readonly<Record<string, number>>;
  readonly receivedAt: number;
  readonly cells: readonly RollupCell[];
  readonly groups: readonly RollupGroup[];
};

function addCell(sum: Growing<CellContribution>, cell: CellContribution, adding: Adding): void {
  addSums(adding, sum, cell);
  sum.met += cell.met;
  sum.atRisk += cell.atRisk;
  sum.breached += cell.breached;
  sum.noData += cell.noData;
  sum.notApplicable += cell.notApplicable;
}

function sumCells(catalogue: Catalogue, children: readonly Contribution[]): readonly CellContribution[] {
  const sums = new Map<string, { readonly sum: Growing<CellContribution>; readonly adding: Adding }>();
  for (const { cells } of children)
    for (const cell of cells) {
      const begun = sums.get(cell.indicator);
      if (begun !== undefined) addCell(begun.sum, cell, begun.adding);
      else sums.set(cell.indicator, { sum: { ...cell }, adding: indicatorOf({ catalogue }, cell.indicator) });
    }
  return [...sums.values()].map(({ sum }) => sum);
}

function sumGroups(children: readonly Contribution[]): readonly GroupCounts[] {
  const sums = new Map<string, Growing<GroupCounts>>();
  for (const { groups } of children)
    for (const { group, met, judged } of groups) {
      const sum = sums.get(group) ?? { group, met: 0, judged: 0 };
      sum.met += met;
      sum.judged += judged;
      sums.set(group, sum);
    }
  return [...sums.values()];
}

function addCounts(all: readonly Rollup['findings'][]): Rollup['findings'] {
  const sums: Record<string, number> = {};
  for (const counts of all) for (const [code, n] of Object.entries(counts)) sums[code] = (sums[code] ?? 0) + n;
  return sums;
}

function groupVerdict({ met, judged }: GroupCounts): Verdict {
  if (judged === 0) return 'no-data';
  return met === judged ? 'met' : 'breached';
}

/** Where and when a rollup is judged, and of which dataset. */
export type RollupOccasion = Occasion & { readonly dataset: string };

type Bench = {
  readonly catalogue: Catalogue;
  readonly occasion: RollupOccasion;
  readonly children: readonly Contribution[];
  readonly sums: ReadonlyMap<string, CellContribution>;
};

const placeholder: Known = { text: '', number: integer(0), full: false };
const unknownIndicator: Adding = { unit: '', aggregation: 'none' };
const indicatorOf = ({ catalogue }: Pick<Bench, 'catalogue'>, id: string): Adding =>
  catalogue.indicators.get(id) ?? unknownIndicator;

const meanDecimals = 2;

function knownSum(bench: Bench, sum: CellContribution | undefined): Known | undefined {
  if (sum === undefined) return undefined;
  const { unit, aggregation } = indicatorOf(bench, sum.indicator);
  const number = numberOf(sum, aggregation, unit);
  if (number === undefined) return undefined;
  if (aggregation === 'mean') return { text: roundQuotient(number, meanDecimals), number, full: false };
  return knownFigure(partsOf(sum), unit);
}

function numberOfChild(bench: Bench, cell: CellContribution): Quotient | undefined {
  const { unit, aggregation } = indicatorOf(bench, cell.indicator);
  return cell.own === undefined ? numberOf(cell, aggregation, unit) : quotientOf(cell.own, unit);
}

const childrenOf = (bench: Bench, indicator: string): readonly Child[] =>
  bench.children.flatMap(({ child, cells }) => {
    const cell = cells.find((one) => one.indicator === indicator);
    const number = cell === undefined ? undefined : numberOfChild(bench, cell);
    return number === undefined ? [] : [{ unit: child, number }];
  });

const never = (): string => '';

// A rollup is a function of its children alone: it knows no other period, no other dataset and no clock.
function sceneOf(bench: Bench, indicator: string): Scene {
  const pushed = bench.catalogue.datasets.get(bench.occasion.dataset)?.indicators ?? [];
  return {
    period: bench.occasion.period,
    own: () => undefined,
    other: (id) => (pushed.includes(id) ? knownSum(bench, bench.sums.get(id)) : 'outside'),
    receivedOn: never,
    today: never,
    children: childrenOf(bench, indicator),
  };
}

// A target for each child needs no figure of the whole.
function numberToJudge(sum: CellContribution, target: Target | undefined, bench: Bench): Known | undefined {
  return target !== undefined && ofChildren(target) ? placeholder : knownSum(bench, sum);
}

function outcomeOf(sum: CellContribution, target: Target | undefined, bench: Bench): Outcome {
  const { period } = bench.occasion;
  const { unit, aggregation } = indicatorOf(bench, sum.indicator);
  const scene = (): Scene => sceneOf(bench, sum.indicator);
  const figure = { indicator: sum.indicator, ...partsOf(sum) };
  const parts = aggregation !== 'mean' && (target === undefined || !ofChildren(target));
  if (parts) return judgeFigure(figure, unit, { target, period, scene });
  const known = numberToJudge(sum, target, bench);
  return known === undefined ? noData : judgeFigure(figure, unit, { target, period, scene, known });
}

function judgeSum(sum: CellContribution, bench: Bench): RollupCell {
  const { path, type, tags, period } = bench.occasion;
  const target = targetFor(bench.catalogue, sum.indicator, { path, type, tags, day: period.end, rollup: true });
  const { own: _own, ...counts } = sum;
  const figure = { indicator: sum.indicator, ...partsOf(sum) };
  const { verdict, against, measured, failing = [] } = outcomeOf(sum, target, bench);
  return { ...counts, ...figure, verdict, against, measured, failing, target: target?.id ?? '' };
}

const byName = <T>(keyOf: (item: T) => string) => {
  return (a: T, b: T): number => (keyOf(a) < keyOf(b) ? -1 : 1);
};

/** Adds up the children and judges the sums. The order of the children does not matter. */
export function rollUp(catalogue: Catalogue, children: Iterable<Contribution>, occasion: RollupOccasion): Rollup {
  const all = [...children];
  const cells = sumCells(catalogue, all);
  const sums = new Map(cells.map((cell) => [cell.indicator, cell]));
  const bench: Bench = { catalogue, occasion, children: all, sums };
  const groups = sumGroups(all);
  return {
    version: all.reduce((sum, child) => sum + child.version, 0),
    reported: all.reduce((sum, child) => sum + child.reported, 0),
    missing: all.reduce((sum, child) => sum + child.missing, 0),
    late: all.reduce((sum, child) => sum + child.late, 0),
    findings: addCounts(all.map((child) => child.findings)),
    receivedAt: all.reduce((latest, child) => Math.max(latest, child.receivedAt), 0),
    cells: cells.map((cell) => judgeSum(cell, bench)).sort(byName((cell) => cell.indicator)),
    groups: groups.map((group) => ({ ...group, verdict: groupVerdict(group) })).sort(byName((group) => group.group)),
  };
}
