import type { Cell } from './judge.ts';

/** Which indicators of one org unit and dataset are breached by its newest valid data, and since which period's data. */
export type Standing = {
  /** Indicator → last day of the period that breaches it. */
  readonly failing: Readonly<Record<string, string>>;
};

/** A judged scorecard as the standing sees it. */
export type StandingCard = {
  readonly periodEnd: string;
  readonly cells: readonly Pick<Cell, 'indicator' | 'verdict'>[];
  /** Indicators of which a later period has a valid value. */
  readonly outdated: ReadonlySet<string>;
};

/** What a card does to the standing: the next standing, and whether others must hear of it. */
export type StandingChange = {
  readonly next: Standing;
  readonly changed: boolean;
  /** Something is breached now or was until now. */
  readonly notable: boolean;
};

export const emptyStanding: Standing = { failing: {} };

const isValid = (verdict: Cell['verdict']): boolean => verdict === 'met' || verdict === 'at-risk' || verdict === 'breached';

/** Indicators of the card whose verdict speaks for the newest valid data. */
export function currentCells<T extends Pick<Cell, 'indicator' | 'verdict'>>(
  standing: Standing,
  card: Omit<StandingCard, 'cells'> & { readonly cells: readonly T[] },
): readonly T[] {
  return card.cells.filter(({ indicator, verdict }) => {
    const since = standing.failing[indicator];
    return (
      !card.outdated.has(indicator) &&
      (since === undefined || since <= card.periodEnd) &&
      // A value withdrawn from the very period that breaches ends the breach as well.
      (isValid(verdict) || since === card.periodEnd)
    );
  });
}

/** Applies a card. */
export function applyCard(standing: Standing, card: StandingCard): StandingChange {
  const failing: Record<string, string> = { ...standing.failing };
  let changed = false;
  let notable = false;
  for (const { indicator, verdict } of currentCells(standing, card)) {
    const since = failing[indicator];
    if (verdict === 'breached') {
      notable = true;
      changed ||= since !== card.periodEnd;
      failing[indicator] = card.periodEnd;
    } else if (since !== undefined) {
      notable = true;
      changed = true;
      delete failing[indicator];
    }
  }
  return { next: { failing }, changed, notable };
}
