import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { contributeCell, contributeGroup, type Contribution } from './contribution.ts';
import { parseDecimal } from '../../catalogue/domain/decimal.ts';
import type { JudgedFigures } from './scorecard.ts';
import type { Rollup } from './rollup.ts';

/** Which org unit, dataset and period a scorecard or rollup is of. */
export type CardKey = { readonly orgUnit: string; readonly dataset: string; readonly period: string };

/** What one reporting org unit says, judged. */
export type Scorecard = CardKey &
  JudgedFigures & {
    readonly parent: string;
    readonly path: string;
    /** Stored one plus one at every change. */
    readonly version: number;
    readonly revision: number;
    /** "<submission id>#<revision>" */
    readonly cause: string;
    readonly receivedAt: number;
    readonly judgedAt: number;
    readonly catalogueVersion: number;
    /** Everything was taken back: nothing is reported any more. */
    readonly withdrawn?: boolean;
  };

/** The rollup of one org unit, with what it was made with. */
export type RollupCard = CardKey &
  Rollup & {
    readonly parent: string;
    readonly path: string;
    readonly treeVersion: number;
    readonly catalogueVersion: number;
    readonly rolledAt: number;
  };

/** Id of a scorecard, and of the submission it judges. */
export const cardId = (key: CardKey): string => `${key.orgUnit}|${key.dataset}|${key.period}`;

/** What a scorecard adds to its parent; one that was taken back adds nothing but its version. */
export function contributionOfCard(card: Scorecard, catalogue: Catalogue): Contribution {
  const { orgUnit, version, receivedAt } = card;
  if (card.withdrawn === true) return { child: orgUnit, version, reported: 0, receivedAt, cells: [], groups: [] };
  return {
    child: orgUnit,
    version,
    reported: 1,
    receivedAt,
    cells: card.cells.map((cell) =>
      contributeCell(cell, catalogue.indicators.get(cell.indicator)?.aggregation ?? 'none'),
    ),
    groups: card.groups.map(({ group, verdict }) => contributeGroup(group, verdict)),
  };
}

/** What a rollup adds to its parent. */
export function contributionOfRollup(card: RollupCard): Contribution {
  return {
    child: card.orgUnit,
    version: card.version,
    reported: card.reported,
    receivedAt: card.receivedAt,
    cells: card.cells.map((cell) => ({ ...cell, value: cell.value === '' ? undefined : parseDecimal(cell.value) })),
    groups: card.groups,
  };
}
