import { targetFor, type Catalogue, type Indicator } from '../../catalogue/domain/catalogue.ts';
import { addDecimals, decimalText } from '../../catalogue/domain/decimal.ts';
import type { CellContribution, Contribution, GroupCounts, VerdictCounts } from './contribution.ts';
import { judgeFigure, type Figure, type Judged, type Verdict } from './judge.ts';
import type { Occasion } from './scorecard.ts';

/** What children add up to, of one indicator. */
export type RollupCell = Judged & VerdictCounts;

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

function addCells(a: CellContribution, b: CellContribution): CellContribution {
  return {
    indicator: a.indicator,
    numerator: a.numerator + b.numerator,
    denominator: a.denominator + b.denominator,
    value: a.value === undefined ? b.value : b.value === undefined ? a.value : addDecimals(a.value, b.value),
    met: a.met + b.met,
    atRisk: a.atRisk + b.atRisk,
    breached: a.breached + b.breached,
    noData: a.noData + b.noData,
    notApplicable: a.notApplicable + b.notApplicable,
  };
}

function merge<T>(items: Iterable<T>, keyOf: (item: T) => string, add: (a: T, b: T) => T): readonly T[] {
  const sums = new Map<string, T>();
  for (const item of items) {
    const sum = sums.get(keyOf(item));
    sums.set(keyOf(item), sum === undefined ? item : add(sum, item));
  }
  return [...sums.values()];
}

const addGroups = (a: GroupCounts, b: GroupCounts): GroupCounts => ({
  group: a.group,
  met: a.met + b.met,
  judged: a.judged + b.judged,
});

function addCounts(all: readonly Rollup['findings'][]): Rollup['findings'] {
  const sums: Record<string, number> = {};
  for (const counts of all) for (const [code, n] of Object.entries(counts)) sums[code] = (sums[code] ?? 0) + n;
  return sums;
}

function groupVerdict({ met, judged }: GroupCounts): Verdict {
  if (judged === 0) return 'no-data';
  return met === judged ? 'met' : 'breached';
}

function judgeSum(catalogue: Catalogue, sum: CellContribution, occasion: Occasion): RollupCell {
  const { value, ...rest } = sum;
  const figure: Figure = { ...rest, value: value === undefined ? '' : decimalText(value) };
  const indicator: Pick<Indicator, 'unit'> = catalogue.indicators.get(sum.indicator) ?? { unit: '' };
  const target = targetFor(catalogue, sum.indicator, { path: occasion.path, day: occasion.periodEnd });
  const verdict = judgeFigure(figure, indicator, { target, periodEnd: occasion.periodEnd });
  return { ...rest, value: figure.value, verdict, target: target?.id ?? '', against: '', measured: '' };
}

const byName = <T>(keyOf: (item: T) => string) => {
  return (a: T, b: T): number => (keyOf(a) < keyOf(b) ? -1 : 1);
};

/** Adds up the children and judges the sums. The order of the children does not matter. */
export function rollUp(catalogue: Catalogue, children: Iterable<Contribution>, occasion: Occasion): Rollup {
  const all = [...children];
  const cells = merge(
    all.flatMap((child) => child.cells),
    (cell) => cell.indicator,
    addCells,
  );
  const groups = merge(
    all.flatMap((child) => child.groups),
    (group) => group.group,
    addGroups,
  );
  return {
    version: all.reduce((sum, child) => sum + child.version, 0),
    reported: all.reduce((sum, child) => sum + child.reported, 0),
    missing: all.reduce((sum, child) => sum + child.missing, 0),
    late: all.reduce((sum, child) => sum + child.late, 0),
    findings: addCounts(all.map((child) => child.findings)),
    receivedAt: all.reduce((latest, child) => Math.max(latest, child.receivedAt), 0),
    cells: cells.map((cell) => judgeSum(catalogue, cell, occasion)).sort(byName((cell) => cell.indicator)),
    groups: groups.map((group) => ({ ...group, verdict: groupVerdict(group) })).sort(byName((group) => group.group)),
  };
}
