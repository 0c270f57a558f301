import type { Cell } from './judge.ts';

/** Which indicators of one org unit and dataset are breached by their newest valid data, and by which period's. */
export type Standing = {
  /** Indicator → last day of the period that breaches it. */
  readonly failing: Readonly<Record<string, string>>;
  /** Indicators that were breached once and are no more. */
  readonly ended: readonly string[];
};

/** A judged value that speaks for its indicator as far as one card knows. */
export type StandingCell = Pick<Cell, 'indicator' | 'verdict'> & {
  /** Last day of the period the value is of. */
  readonly end: string;
};

/** What a card does to the standing. */
export type StandingChange<T extends StandingCell> = {
  readonly next: Standing;
  /** The cells that speak for the newest valid data. */
  readonly current: readonly T[];
  /** Those of them that are breached now or were until now: others must hear of them. */
  readonly notable: readonly T[];
};

export const emptyStanding: Standing = { failing: {}, ended: [] };

/** Whether a verdict was given on data. */
export const isValid = (verdict: Cell['verdict']): boolean => verdict !== 'no-data';

/** What one card knows of its indicators. */
export type Speaking<T extends StandingCell> = {
  readonly cells: readonly T[];
  /** Indicators for which the other periods were looked at: the cell is the newest valid one, and `no-data` says that none is
   *  left. For any other a breach by a later period stands against an earlier value. */
  readonly certain?: ReadonlySet<string>;
};

type Marks = { readonly failing: Map<string, string>; readonly ended: Set<string> };

function mark({ failing, ended }: Marks, { indicator, verdict, end }: StandingCell): void {
  if (verdict === 'breached') {
    failing.set(indicator, end);
    ended.delete(indicator);
  } else if (failing.delete(indicator)) ended.add(indicator);
}

/** Applies what a card knows. */
export function applyCells<T extends StandingCell>(
  standing: Standing,
  { cells, certain }: Speaking<T>,
): StandingChange<T> {
  const marks = { failing: new Map(Object.entries(standing.failing)), ended: new Set(standing.ended) };
  const isOutdated = ({ indicator, end }: T): boolean =>
    certain?.has(indicator) !== true && (marks.failing.get(indicator) ?? '') > end;
  const current: T[] = [];
  const notable: T[] = [];
  for (const cell of cells) {
    if (isOutdated(cell)) continue;
    current.push(cell);
    if (cell.verdict === 'breached' || marks.failing.has(cell.indicator)) notable.push(cell);
    mark(marks, cell);
  }
  return { next: { failing: Object.fromEntries(marks.failing), ended: [...marks.ended] }, current, notable };
}
