import type { Aggregation } from '../../catalogue/domain/catalogue.ts';
import { parseDecimal, type Decimal } from '../../catalogue/domain/decimal.ts';
import type { Cell, Figure, Verdict } from './judge.ts';
import { hasData } from './judging/figure.ts';

/** Reporting units by their own verdict. */
export type VerdictCounts = {
  readonly met: number;
  readonly atRisk: number;
  readonly breached: number;
  readonly noData: number;
  readonly notApplicable: number;
};

/** What reporting units add up to, of one indicator; how, its aggregation says. */
export type Sums = {
  readonly numerator: number;
  readonly denominator: number;
  /** Sum of values, or the one value that counts; undefined = none. */
  readonly value: Decimal | undefined;
  /** Reporting units whose figure is in it. */
  readonly valued: number;
  /** Of the one value that counts (max, latest): when it was received, and of which unit. */
  readonly latestAt: number;
  readonly latestUnit: string;
};

/** What one child adds of one indicator. */
export type CellContribution = VerdictCounts &
  Sums & {
    readonly indicator: string;
    /** The figure of a reporting unit itself, where a target looks at each. */
    readonly own?: Figure;
  };

/** Units of one group. */
export type GroupCounts = { readonly group: string; readonly met: number; readonly judged: number };

/** Everything one child adds to its parent, for one dataset and period. */
export type Contribution = {
  readonly child: string;
  /** What goes into the sum of versions. */
  readonly version: number;
  /** What is newer. */
  readonly edition: number;
  /** Units in it that have reported; that are missing; that came late. */
  readonly reported: number;
  readonly missing: number;
  readonly late: number;
  /** Findings in it, by code. */
  readonly findings: Readonly<Record<string, number>>;
  readonly receivedAt: number;
  readonly cells: readonly CellContribution[];
  readonly groups: readonly GroupCounts[];
};

const countOf: Record<Verdict, VerdictCounts> = {
  met: { met: 1, atRisk: 0, breached: 0, noData: 0, notApplicable: 0 },
  'at-risk': { met: 0, atRisk: 1, breached: 0, noData: 0, notApplicable: 0 },
  breached: { met: 0, atRisk: 0, breached: 1, noData: 0, notApplicable: 0 },
  'no-data': { met: 0, atRisk: 0, breached: 0, noData: 1, notApplicable: 0 },
  'not-applicable': { met: 0, atRisk: 0, breached: 0, noData: 0, notApplicable: 1 },
};

/** Which unit reported a figure, and when. */
export type Reporter = { readonly unit: string; readonly receivedAt: number };

export const nothing: Sums = {
  ...{ numerator: 0, denominator: 0, value: undefined, valued: 0 },
  ...{ latestAt: 0, latestUnit: '' },
};

function unitsMet(cell: Cell): Sums {
  const judged = cell.verdict === 'met' || cell.verdict === 'at-risk' || cell.verdict === 'breached';
  return judged ? { ...nothing, numerator: cell.verdict === 'met' ? 1 : 0, denominator: 1, valued: 1 } : nothing;
}

const decimalOf = (cell: Cell): Sums => {
  const value = cell.value === '' ? undefined : parseDecimal(cell.value);
  return value === undefined ? nothing : { ...nothing, value, valued: 1 };
};

function whole(cell: Cell, { unit, receivedAt }: Reporter): Sums {
  if (!hasData(cell)) return nothing;
  const value = cell.value === '' ? undefined : parseDecimal(cell.value);
  const latestAt = cell.receivedAt > 0 ? cell.receivedAt : receivedAt;
  return { numerator: cell.numerator, denominator: cell.denominator, value, valued: 1, latestAt, latestUnit: unit };
}

// A published rate (`value` of a ratio) never adds up: its parts are not known.
const sumsOf: Record<Aggregation, (cell: Cell, reporter: Reporter) => Sums> = {
  'ratio-of-sums': (cell) =>
    cell.value === '' && cell.denominator > 0
      ? { ...nothing, numerator: cell.numerator, denominator: cell.denominator, valued: 1 }
      : nothing,
  'units-met': unitsMet,
  sum: decimalOf,
  mean: decimalOf,
  max: whole,
  latest: whole,
  none: () => nothing,
};

/** What a cell of a reporting unit adds to its parent. */
export function contributeCell(cell: Cell, aggregation: Aggregation, reporter: Reporter): CellContribution {
  const { met, atRisk, breached, noData, notApplicable } = countOf[cell.verdict];
  const { numerator, denominator, value, valued, latestAt, latestUnit } = sumsOf[aggregation](cell, reporter);
  // Field by field: thousands are kept, and an object that was spread into another takes a third more.
  return {
    indicator: cell.indicator,
    met,
    atRisk,
    breached,
    noData,
    notApplicable,
    numerator,
    denominator,
    value,
    valued,
    latestAt,
    latestUnit,
  };
}

const judgedVerdicts: readonly Verdict[] = ['met', 'at-risk', 'breached'];

/** What a group verdict of a reporting unit adds to its parent. */
export function contributeGroup(group: string, verdict: Verdict): GroupCounts {
  return { group, met: verdict === 'met' ? 1 : 0, judged: judgedVerdicts.includes(verdict) ? 1 : 0 };
}
