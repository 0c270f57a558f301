import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import {
  cardId,
  contributionOfCard,
  contributionOfRollup,
  type RollupCard,
  type Scorecard,
} from '../../domain/card.ts';
import type { RollupStore } from './roll-up-children.ts';
import type { StoredRollup } from './rollup-node.ts';

function storedOf(rollup: RollupCard | undefined): StoredRollup | undefined {
  if (rollup === undefined) return undefined;
  const { edition, treeVersion, parent, formerParents } = rollup;
  return { edition, treeVersion, parent, formerParents };
}

/** A rollup store that lives as long as the test, above scorecards that do. */
export function inMemoryRollups(
  scorecards: () => readonly Scorecard[],
  catalogue: () => Catalogue,
): RollupStore & { readonly all: () => readonly RollupCard[] } {
  const rollups = new Map<string, RollupCard>();
  const isBelow = (id: string) => (card: Scorecard | RollupCard) => cardId({ ...card, orgUnit: card.parent }) === id;
  return {
    readChildren: (ids) =>
      Promise.resolve(
        new Map(
          ids.map((id) => {
            const leaves = scorecards().filter(isBelow(id));
            const nodes = [...rollups.values()].filter(isBelow(id));
            const children = [
              ...leaves.map((card) => contributionOfCard(card, catalogue())),
              ...nodes.map(contributionOfRollup),
            ];
            return [id, { children, own: storedOf(rollups.get(id)) }];
          }),
        ),
      ),
    write: (cards) => {
      let missed = false;
      for (const card of cards) {
        const before = rollups.get(cardId(card))?.edition ?? 0;
        if (before === card.edition - 1) rollups.set(cardId(card), card);
        else missed = true;
      }
      return missed ? Promise.reject(new Error('another writer changed the same rollups')) : Promise.resolve();
    },
    all: () => [...rollups.values()],
  };
}
