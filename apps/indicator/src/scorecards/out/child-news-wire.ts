import type { RollupChanged, ScorecardsChanged } from '@xiaomai/contracts/scorecard';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { contributionOfCard, contributionOfRollup } from '../domain/card.ts';
import type { ChildNews } from '../flow/rollup/roll-up-children.ts';
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
      const { orgUnit, dataset, period } = card;
      const { parent, treeVersion } = message;
      const known = { needed: message.catalogueVersion, madeWith: catalogue().version };
      const contribution = contributionOfCard(card, catalogue());
      return { orgUnit, dataset, period, parent, treeVersion, catalogue: known, contribution };
    }),
  fromRollup: ({ rollup, parent }) => {
    if (rollup === undefined) return [];
    const { orgUnit, dataset, period, treeVersion } = rollup;
    const contribution = contributionOfRollup(rollupFromWire(rollup));
    const known = { needed: rollup.catalogueVersion, madeWith: catalogue().version };
    const place = { orgUnit, dataset, period, parent: parent === '' ? rollup.parent : parent };
    return [{ ...place, treeVersion, catalogue: known, contribution }];
  },
});
