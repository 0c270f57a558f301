import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import { ancestorsOf, nearestPlace, subtreeOf, type OrgTree, type OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { cardId } from '../../domain/card.ts';
import { periodEnd, type CardReader, type Place } from '../read-scorecards.ts';
import { farFromPeers, lookedFor, readPeers } from './peer-fields.ts';

/** What is needed to know the outliers among peers of many units. */
export type OutliersPorts = {
  readonly catalogue: () => Catalogue;
  readonly tree: () => OrgTree;
  readonly reader: Pick<CardReader, 'below' | 'editions'>;
};

type Asked = { readonly dataset: string; readonly period: string };
/** How many figures of each unit lie far from those of its peers; a unit without any is not there. */
type Far = ReadonlyMap<string, number>;
type Known = { readonly edition: number; readonly tree: OrgTree; readonly catalogue: Catalogue; readonly far: Far };

const mostDistricts = 2_000;

const isSame = (a: Omit<Known, 'far'>, b: Omit<Known, 'far'>): boolean =>
  a.edition > 0 && a.edition === b.edition && a.tree === b.tree && a.catalogue === b.catalogue;

function districtsOf(tree: OrgTree, unit: OrgUnit, day: string): readonly OrgUnit[] {
  const around = [unit, ...ancestorsOf(tree, unit, day)].find(({ type }) => type === 'district');
  if (around !== undefined) return [around];
  return [...subtreeOf(tree, unit, day)].filter(({ type }) => type === 'district');
}

/**
 * Makes the reading of whose figures below a unit lie far from those of their peers. What was found in a district stands as long as
 * the same edition of its rollup is stored: then nothing in it has changed. Where a dataset looks for no outliers nothing is read.
 */
export function outliersBelow({ catalogue, tree, reader }: OutliersPorts) {
  const known = new LRUCache<string, Known>({ max: mostDistricts });

  const findIn = async (district: OrgUnit, asked: Asked, stands: Omit<Known, 'far'>): Promise<Far> => {
    const key = cardId({ ...asked, orgUnit: district.id });
    const before = known.get(key);
    if (before !== undefined && isSame(before, stands)) return before.far;
    const indicators = lookedFor(stands.catalogue, asked.dataset);
    const peers = await readPeers({ place: { ...asked, path: district.path }, indicators, tree: stands.tree }, reader);
    const found = peers.cards.map(({ card, type }) => {
      const far = farFromPeers(card.cells, { id: card.orgUnit, type }, { indicators, peers });
      return [card.orgUnit, far.length] as const;
    });
    const far = new Map(found.filter(([, count]) => count > 0));
    known.set(key, { ...stands, far });
    return far;
  };

  // A town or a school is held against the district it stands in.
  const editionsOf = async (districts: readonly OrgUnit[], place: Place): Promise<ReadonlyMap<string, number>> => {
    const [only, ...others] = districts;
    const path = only !== undefined && others.length === 0 ? only.path : place.path;
    return new Map((await reader.editions({ ...place, path })).map(({ rollup, edition }) => [rollup, edition]));
  };

  return async (unit: OrgUnit, { dataset, period }: Asked): Promise<Far> => {
    const now = { tree: tree(), catalogue: catalogue() };
    const [asked, day] = [{ dataset, period }, periodEnd(period)];
    if (lookedFor(now.catalogue, dataset).length === 0) return new Map();
    const districts = districtsOf(now.tree, unit, day);
    const editions = await editionsOf(districts, { ...asked, path: unit.path });
    const below = new Map<string, number>();
    for (const district of districts) {
      const edition = editions.get(cardId({ ...asked, orgUnit: district.id })) ?? 0;
      for (const [id, count] of await findIn(district, asked, { ...now, edition })) {
        if (nearestPlace(now.tree, id, day)?.path.startsWith(unit.path) === true) below.set(id, count);
      }
    }
    return below;
  };
}

/** Reads whose figures lie far from those of their peers. */
export type OutliersBelow = ReturnType<typeof outliersBelow>;
