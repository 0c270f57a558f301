import type { OrgUnit } from '../rules/tree.ts';
import type { Card } from './card.ts';
import type { RecountedCard } from './recount-unit.ts';

/** Everything a stored scorecard must say. */
export type ExpectedCard = {
  readonly card: Card;
  /** Rates that were stated beside figures, by indicator. */
  readonly stated: ReadonlyMap<string, string>;
  /** Units from this one up to the root, on the last day of the period. */
  readonly line: readonly OrgUnit[];
  /** 0 where nothing came. */
  readonly revision: number;
  readonly receivedAt: number;
  readonly missing: boolean;
  readonly late: boolean;
  readonly withdrawn: boolean;
  /** Unix milliseconds; 0 = never due. */
  readonly dueAt: number;
};

/** The scorecard of a submission; one that was taken back is missing once it is due. */
export const expectedOf = (
  { entry, card, line }: RecountedCard,
  { due, now }: { readonly due: number; readonly now: number },
): ExpectedCard => ({
  ...{ card, line, revision: entry.revision, receivedAt: entry.receivedAt, withdrawn: entry.withdrawn },
  missing: entry.withdrawn && due > 0 && now > due,
  late: !entry.withdrawn && due > 0 && entry.firstAt > due,
  dueAt: due,
  stated: new Map([...entry.figures].map(([indicator, { statedRate }]) => [indicator, statedRate])),
});

const nothing: Card = { cells: new Map(), groups: new Map(), findings: [] };

/** The scorecard of what was due and did not come. */
export const expectedMissing = (line: readonly OrgUnit[], due: number): ExpectedCard => ({
  ...{ card: nothing, line, revision: 0, receivedAt: 0, withdrawn: false },
  ...{ missing: true, late: false, dueAt: due, stated: new Map() },
});
