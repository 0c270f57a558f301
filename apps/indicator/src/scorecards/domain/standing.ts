import type { Cell } from './judge.ts';

/** Which indicators of one org unit and dataset are breached by their newest valid data, and by which period's. */
export type Standing = {
  /** Indicator → last day of the period that breaches it. */
  readonly failing: Readonly<Record<string, string>>;
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

export const emptyStanding: Standing = { failing: {} };

/** Whether a verdict was given on data. */
export const isValid = (verdict: Cell['verdict']): boolean => verdict !== 'no-data';

/** What one card knows of its indicators. */
export type Speaking<T extends StandingCell> = {
  readonly cells: readonly T[];
  /** The other periods were looked at: each cell is the newest valid one, and `no-data` says that none is left.
   *  Otherwise a breach by a later period stands against an earlier value. */
  readonly certain: boolean;
};

/** Applies what a card knows. */
export function applyCells<T extends StandingCell>(
  standing: Standing,
  { cells, certain }: Speaking<T>,
): StandingChange<T> {
  const failing = new Map(Object.entries(standing.failing));
  const current: T[] = [];
  const notable: T[] = [];
  for (const cell of cells) {
    const since = failing.get(cell.indicator);
    if (!certain && since !== undefined && since > cell.end) continue;
    current.push(cell);
    if (cell.verdict === 'breached' || since !== undefined) notable.push(cell);
    if (cell.verdict === 'breached') failing.set(cell.indicator, cell.end);
    else failing.delete(cell.indicator);
  }
  return { next: { failing: Object.fromEntries(failing) }, current, notable };
}
