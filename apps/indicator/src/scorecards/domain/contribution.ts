import type { Aggregation } from '../../catalogue/domain/catalogue.ts';
import { parseDecimal, type Decimal } from '../../catalogue/domain/decimal.ts';
import type { Cell, Verdict } from './judge.ts';

/** Reporting units by their own verdict. */
export type VerdictCounts = {
  readonly met: number;
  readonly atRisk: number;
  readonly breached: number;
  readonly noData: number;
  readonly notApplicable: number;
};

/** What one child adds of one indicator. */
export type CellContribution = VerdictCounts & {
  readonly indicator: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Sum of values; undefined = none. */
  readonly value: Decimal | undefined;
};

/** Units of one group. */
export type GroupCounts = { readonly group: string; readonly met: number; readonly judged: number };

/** Everything one child adds to its parent, for one dataset and period. */
export type Contribution = {
  readonly child: string;
  readonly version: number;
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

type Numbers = Pick<CellContribution, 'numerator' | 'denominator' | 'value'>;

const nothing: Numbers = { numerator: 0, denominator: 0, value: undefined };

function unitsMet(cell: Cell): Numbers {
  const judged = cell.verdict === 'met' || cell.verdict === 'at-risk' || cell.verdict === 'breached';
  return judged ? { numerator: cell.verdict === 'met' ? 1 : 0, denominator: 1, value: undefined } : nothing;
}

// A published rate (`value` of a ratio) never adds up: its parts are not known.
const numbersOf: Record<Aggregation, (cell: Cell) => Numbers> = {
  'ratio-of-sums': (cell) =>
    cell.value === '' && cell.denominator > 0
      ? { numerator: cell.numerator, denominator: cell.denominator, value: undefined }
      : nothing,
  'units-met': unitsMet,
  sum: (cell) => (cell.value === '' ? nothing : { ...nothing, value: parseDecimal(cell.value) }),
  mean: () => nothing,
  max: () => nothing,
  latest: () => nothing,
  none: () => nothing,
};

/** What a cell of a reporting unit adds to its parent. */
export function contributeCell(cell: Cell, aggregation: Aggregation): CellContribution {
  return { indicator: cell.indicator, ...countOf[cell.verdict], ...numbersOf[aggregation](cell) };
}

const judgedVerdicts: readonly Verdict[] = ['met', 'at-risk', 'breached'];

/** What a group verdict of a reporting unit adds to its parent. */
export function contributeGroup(group: string, verdict: Verdict): GroupCounts {
  return { group, met: verdict === 'met' ? 1 : 0, judged: judgedVerdicts.includes(verdict) ? 1 : 0 };
}
