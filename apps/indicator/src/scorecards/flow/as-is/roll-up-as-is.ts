import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import type { AsIsTree } from '../../../org-tree/domain/as-is.ts';
import { rollsUp, type OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { cardId, contributionOfCard, contributionOfRollup, type CardKey, type RollupCard } from '../../domain/card.ts';
import type { Contribution } from '../../domain/contribution.ts';
import { periodOf } from '../../domain/judging/judge-target.ts';
import { rollUp } from '../../domain/rollup.ts';
import type { CardReader } from '../read-scorecards.ts';

/** What rolling up under the tree of today needs. */
export type AsIsPorts = {
  readonly catalogue: () => Catalogue;
  readonly now: () => number;
  readonly reader: Pick<CardReader, 'cards' | 'rollups'>;
};

type Wanted = Pick<CardKey, 'dataset' | 'period'>;

const readAtOnce = 500;

/** What is asked for one by one in a known order, read some hundreds at once. */
function readAhead<T extends CardKey>(ids: readonly string[], read: (ids: readonly string[]) => Promise<readonly T[]>) {
  let next = 0;
  let loaded: ReadonlySet<string> = new Set();
  let found: ReadonlyMap<string, T> = new Map();
  return async (id: string): Promise<T | undefined> => {
    while (!loaded.has(id) && next < ids.length) {
      const part = ids.slice(next, next + readAtOnce);
      next += part.length;
      found = new Map((await read(part)).map((card) => [cardId(card), card]));
      loaded = new Set(part);
    }
    return found.get(id);
  };
}

type Order = { readonly units: string[]; readonly rollups: string[] };

function orderOf(asIs: AsIsTree, unit: OrgUnit, order: Order = { units: [], rollups: [] }): Order {
  if (!rollsUp(unit.type)) order.units.push(unit.id);
  else if (asIs.unchanged(unit)) order.rollups.push(unit.id);
  else for (const child of asIs.children(unit.id)) orderOf(asIs, child, order);
  return order;
}

/** Computes a rollup of a past period under the tree of today, level by level, from the stored scorecards; below what stands as
 *  it stood the stored rollups say the same. Some hundreds of cards are held at a time. */
export function rollUpAsIs({ catalogue, now, reader }: AsIsPorts) {
  const cardOf = (unit: OrgUnit, wanted: Wanted, children: readonly Contribution[]): RollupCard => {
    const { id: orgUnit, parent, path, type, tags } = unit;
    const occasion = { path, type, tags, dataset: wanted.dataset, period: periodOf(wanted.period) };
    const versions = { edition: 0, treeVersion: 0, catalogueVersion: catalogue().version };
    const own = { orgUnit, ...wanted, parent, path, formerParents: [], rolledAt: now() };
    return { ...own, ...versions, ...rollUp(catalogue(), children, occasion) };
  };

  return async (asIs: AsIsTree, top: OrgUnit, wanted: Wanted): Promise<RollupCard | undefined> => {
    const order = orderOf(asIs, top);
    const keyOf = (orgUnit: string): string => cardId({ orgUnit, ...wanted });
    const cards = readAhead(order.units.map(keyOf), reader.cards);
    const rollups = readAhead(order.rollups.map(keyOf), reader.rollups);

    const contributionOf = async (child: OrgUnit): Promise<Contribution | undefined> => {
      if (rollsUp(child.type)) {
        const rollup = await rollUpOf(child);
        return rollup && contributionOfRollup(rollup);
      }
      const card = await cards(keyOf(child.id));
      return card && contributionOfCard(card, catalogue());
    };

    const rollUpOf = async (unit: OrgUnit): Promise<RollupCard | undefined> => {
      if (asIs.unchanged(unit)) return rollups(keyOf(unit.id));
      const children: Contribution[] = [];
      for (const child of asIs.children(unit.id)) {
        const contribution = await contributionOf(child);
        if (contribution !== undefined) children.push(contribution);
      }
      return children.length === 0 ? undefined : cardOf(unit, wanted, children);
    };

    return rollUpOf(top);
  };
}
