import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import { ancestorsOf, nearestPlace, type OrgTree, type OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { periodEnd, type CardReader } from '../read-scorecards.ts';
import type { ReadViews, ScorecardView } from '../view-scorecards.ts';
import { farFromPeers, lookedFor, readPeers, type Looking, type Peers } from './peer-fields.ts';

/** What looking among peers needs. */
export type PeersPorts = {
  readonly catalogue: () => Catalogue;
  readonly tree: () => OrgTree;
  readonly reader: Pick<CardReader, 'below'>;
};

/**
 * Reads views and says which figures of reporting units lie far from those of their peers: the units of the same type in the same
 * district. Every district is read once, and only where a dataset looks for outliers.
 */
export function amongPeers({ catalogue, tree, reader }: PeersPorts, read: ReadViews): ReadViews {
  return async (units, wanted) => {
    const day = periodEnd(wanted.period);
    const known = new Map<string, Peers>();
    const peersIn = async (looking: Looking): Promise<Peers> => {
      const key = `${looking.place.dataset} ${looking.place.path}`;
      const peers = known.get(key) ?? (await readPeers(looking, reader));
      known.set(key, peers);
      return peers;
    };
    const look = async (unit: OrgUnit, view: ScorecardView): Promise<ScorecardView> => {
      const indicators = view.revision > 0 ? lookedFor(catalogue(), view.dataset) : [];
      const place = indicators.length === 0 ? undefined : nearestPlace(tree(), unit.id, day);
      const district = place && ancestorsOf(tree(), place, day).find(({ type }) => type === 'district');
      if (place === undefined || district === undefined) return view;
      const { dataset, period } = view;
      const peers = await peersIn({ place: { dataset, period, path: district.path }, indicators, tree: tree() });
      return { ...view, findings: [...view.findings, ...farFromPeers(view.items, place, { indicators, peers })] };
    };
    const looked = [];
    for (const { unit, views } of await read(units, wanted)) {
      const of: ScorecardView[] = [];
      for (const view of views) of.push(await look(unit, view));
      looked.push({ unit, views: of });
    }
    return looked;
  };
}
