import type { RollupChanged, ScorecardsChanged } from '@xiaomai/contracts/scorecard';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { contributionOfCard, contributionOfRollup } from '../domain/card.ts';
import type { ChildNews } from '../flow/roll-up-children.ts';
import { decodeScorecard, rollupFromWire } from './card-wire.ts';

/** What scorecards that changed say to their parent. */
export function newsFromScorecards(message: ScorecardsChanged, catalogue: Catalogue): readonly ChildNews[] {
  return message.scorecards.map((bytes) => {
    const card = decodeScorecard(bytes);
    const { orgUnit, dataset, period, parent } = card;
    return { orgUnit, dataset, period, parent, contribution: contributionOfCard(card, catalogue) };
  });
}

/** What a rollup that changed says to its parent. */
export function newsFromRollup(message: RollupChanged): readonly ChildNews[] {
  if (message.rollup === undefined) return [];
  const { orgUnit, dataset, period, parent } = message.rollup;
  return [{ orgUnit, dataset, period, parent, contribution: contributionOfRollup(rollupFromWire(message.rollup)) }];
}
