import type { RollupChanged, ScorecardsChanged } from '@xiaomai/contracts/scorecard';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { contributionOfCard, contributionOfRollup } from '../domain/card.ts';
import type { ChildNews } from '../flow/roll-up-children.ts';
import { decodeScorecard, rollupFromWire } from './card-wire.ts';

/** How messages become news for a parent. */
export type ReadNews = {
  readonly fromScorecards: (message: ScorecardsChanged) => readonly ChildNews[];
  readonly fromRollup: (message: RollupChanged) => readonly ChildNews[];
};

/** Reads what changed scorecards and rollups say to their parents. */
export const readNews = (catalogue: () => Catalogue): ReadNews => ({
  fromScorecards: (message) =>
    message.scorecards.map((bytes) => {
      const card = decodeScorecard(bytes);
      const { orgUnit, dataset, period, parent } = card;
      return { orgUnit, dataset, period, parent, contribution: contributionOfCard(card, catalogue()) };
    }),
  fromRollup: ({ rollup }) => {
    if (rollup === undefined) return [];
    const { orgUnit, dataset, period, parent } = rollup;
    return [{ orgUnit, dataset, period, parent, contribution: contributionOfRollup(rollupFromWire(rollup)) }];
  },
});
