import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import type { OrgTree, OrgUnit } from '../../org-tree/domain/org-tree.ts';
import type { CardKey, Scorecard } from '../../scorecards/domain/card.ts';
import { cardOfNothing } from '../../scorecards/flow/rejudge/absent-card.ts';
import type { Arrivals, ChangedArrival } from '../domain/arrivals.ts';
import type { Both } from '../domain/looked-at.ts';
import type { JudgedTwice } from './judge-both.ts';

/** What looking at arrivals needs. */
export type LookingAtArrivals = {
  readonly catalogues: Both<Catalogue>;
  readonly tree: OrgTree;
  readonly now: number;
  readonly arrivals: Arrivals;
  readonly visible: (path: string) => boolean;
};

/** Says of units how their submissions of one dataset and period came, those too of which nothing came; tells which would have come otherwise. */
export function lookAtArrivals({ catalogues, tree, now, arrivals, visible }: LookingAtArrivals) {
  const nothingOf = (key: CardKey, catalogue: Catalogue): Scorecard | undefined =>
    catalogue.datasets.has(key.dataset) ? cardOfNothing(key, { catalogue, tree, now }) : undefined;

  return (
    units: readonly OrgUnit[],
    { dataset, period }: Omit<CardKey, 'orgUnit'>,
    cards: ReadonlyMap<string, JudgedTwice>,
  ): readonly ChangedArrival[] =>
    units.flatMap((unit) => {
      const key = { orgUnit: unit.id, dataset, period };
      const card = cards.get(unit.id);
      if (!visible(card?.path ?? unit.path)) return [];
      const { before, after } = card ?? {
        before: nothingOf(key, catalogues.before),
        after: nothingOf(key, catalogues.after),
      };
      return arrivals.take(key, { before, after }) ?? [];
    });
}
