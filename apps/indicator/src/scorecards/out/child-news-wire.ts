import type { RollupChanged, ScorecardsChanged } from '@xiaomai/contracts/scorecard';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { contributionOfRollup } from '../domain/card.ts';
import type { ChildNews } from '../flow/rollup/roll-up-children.ts';
import type { CardContributions } from './card-contributions.ts';
import { rollupFromWire } from './card-wire.ts';

/** How messages become news for a parent. */
export type ReadNews = {
  readonly fromScorecards: (message: ScorecardsChanged) => readonly ChildNews[];
  readonly fromRollup: (message: RollupChanged) => readonly ChildNews[];
};

/** Reads what changed scorecards and rollups say to their parents. */
export const readNews = (catalogue: () => Catalogue, cards: CardContributions): ReadNews => ({
  fromScorecards: (message) =>
    message.scorecards.map((bytes) => {
      const { key, contribution, madeWith } = cards.read(bytes);
      const { orgUnit, dataset, period } = key;
      const { parent, treeVersion } = message;
      const known = { needed: message.catalogueVersion, madeWith };
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
