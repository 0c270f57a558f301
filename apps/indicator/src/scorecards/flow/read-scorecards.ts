import { parsePeriod } from '@xiaomai/period';
import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { rollsUp, subtreeOf, type OrgTree, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import type { CardKey, RollupCard, Scorecard } from '../domain/card.ts';

/** What one unit has for one dataset and period: its own scorecard, its rollup, or neither. */
export type UnitCard = { readonly scorecard?: Scorecard; readonly rollup?: RollupCard };

/** Stored scorecards and rollups, as readers ask for them. */
export type CardReader = {
  readonly cards: (ids: readonly string[]) => Promise<readonly Scorecard[]>;
  readonly rollups: (ids: readonly string[]) => Promise<readonly RollupCard[]>;
  /** The bytes of scorecards by id. */
  readonly bytes: (ids: readonly string[]) => Promise<readonly CardBytes[]>;
  /** The bytes of all scorecards that add to some rollups. */
  readonly bytesIn: (rollups: readonly string[]) => Promise<readonly CardBytes[]>;
  /** Org units below a path that have a scorecard, with the indicators they breach. */
  readonly reported: (place: Place) => Promise<readonly Reported[]>;
  /** Whether anybody has a scorecard of a dataset and period. */
  readonly any: (dataset: string, period: string) => Promise<boolean>;
  /** The same of scorecards by id. */
  readonly reportedOf: (ids: readonly string[]) => Promise<readonly Reported[]>;
  /** The same of scorecards that add to rollups, with the id of the rollup. */
  readonly reportedIn: (rollups: readonly string[]) => Promise<readonly (Reported & { readonly rollup: string })[]>;
  /** Ids of the rollups of a subtree, its top among them, and which edition of each is stored. */
  readonly editions: (place: Place) => Promise<readonly { readonly rollup: string; readonly edition: number }[]>;
  /** Keys of every scorecard of some org units. */
  readonly keysOf: (units: readonly string[]) => Promise<readonly CardKey[]>;
  /** Every scorecard below a path. */
  readonly below: (place: Place) => AsyncIterable<Scorecard>;
  readonly exportCards: () => AsyncIterable<{
    readonly scorecards: readonly Scorecard[];
    readonly rollups: readonly RollupCard[];
  }>;
};

/** A scorecard as it is stored. */
export type CardBytes = { readonly id: string; readonly bytes: Buffer };

/** A subtree in one dataset and period. */
export type Place = { readonly dataset: string; readonly period: string; readonly path: string };

/** A unit that has reported. */
export type Reported = {
  readonly orgUnit: string;
  readonly failing: readonly string[];
  readonly late: boolean;
  /** Something about its figures does not fit. */
  readonly doubtful: boolean;
};

/** Last day of a period; empty when it is none. */
export function periodEnd(text: string): string {
  const period = parsePeriod(text);
  return period.ok ? period.value.end : '';
}

/** Units of a subtree that are expected to report a dataset for a period; what the platform computes is expected of nobody. */
export function expectedUnits(
  tree: OrgTree,
  unit: OrgUnit,
  wanted: { readonly catalogue: Catalogue; readonly dataset: string; readonly period: string },
): readonly OrgUnit[] {
  const dataset = wanted.catalogue.datasets.get(wanted.dataset);
  if (dataset === undefined || dataset.computed) return [];
  const types = dataset.reportedBy;
  return [...subtreeOf(tree, unit, periodEnd(wanted.period))].filter((one) => types.includes(one.type));
}

type Known = { readonly counts: LRUCache<string, number>; readonly lists: LRUCache<string, readonly OrgUnit[]> };

const mostCounts = 20_000;
const mostLists = 32;
const knownIn = new WeakMap<OrgTree, Known>();

function knownOf(tree: OrgTree): Known {
  const known = knownIn.get(tree) ?? {
    counts: new LRUCache<string, number>({ max: mostCounts }),
    lists: new LRUCache<string, readonly OrgUnit[]>({ max: mostLists }),
  };
  knownIn.set(tree, known);
  return known;
}

type Expecting = Parameters<typeof expectedUnits>[2];

function expectingKey(unit: OrgUnit, { catalogue, dataset, period }: Expecting): string {
  const { reportedBy = [], computed = false } = catalogue.datasets.get(dataset) ?? {};
  return [unit.path, periodEnd(period), computed, ...reportedBy].join(' ');
}

/** How many units of a subtree are expected; counted once per tree. */
export function countExpected(tree: OrgTree, unit: OrgUnit, wanted: Expecting): number {
  const { counts } = knownOf(tree);
  const key = expectingKey(unit, wanted);
  const known = counts.get(key) ?? expectedUnits(tree, unit, wanted).length;
  counts.set(key, known);
  return known;
}

export const inOrderOfIds = (units: readonly OrgUnit[]): readonly OrgUnit[] =>
  [...units].sort((a, b) => (a.id < b.id ? -1 : 1));

/** The expected units of a subtree in the order of ids; the lists asked for last are kept per tree. */
export function expectedInOrder(tree: OrgTree, unit: OrgUnit, wanted: Expecting): readonly OrgUnit[] {
  const { lists } = knownOf(tree);
  const key = expectingKey(unit, wanted);
  const known = lists.get(key) ?? inOrderOfIds(expectedUnits(tree, unit, wanted));
  lists.set(key, known);
  return known;
}

const idOf = (orgUnit: string, dataset: string, period: string): string => `${orgUnit}|${dataset}|${period}`;

/** What units have for one dataset and period, in one read each of scorecards and rollups. */
export async function readUnitCards(
  reader: CardReader,
  units: readonly OrgUnit[],
  wanted: { readonly datasets: readonly string[]; readonly period: string },
): Promise<ReadonlyMap<string, UnitCard>> {
  const ids = (chosen: readonly OrgUnit[]): readonly string[] =>
    chosen.flatMap(({ id }) => wanted.datasets.map((dataset) => idOf(id, dataset, wanted.period)));
  const [cards, rollups] = await Promise.all([
    reader.cards(ids(units)),
    reader.rollups(ids(units.filter(({ type }) => rollsUp(type)))),
  ]);
  const found = new Map<string, UnitCard>();
  const keyOf = (key: CardKey): string => idOf(key.orgUnit, key.dataset, key.period);
  for (const scorecard of cards) found.set(keyOf(scorecard), { scorecard });
  for (const rollup of rollups) found.set(keyOf(rollup), { ...found.get(keyOf(rollup)), rollup });
  return found;
}

/** A page of a list and where the next begins; empty = no more. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string };

/** How many from where on; limit 0: fifty. */
export type Cut = { readonly limit: number; readonly cursor: string };

const sizeOf = (limit: number, atMost: number): number => Math.min(limit > 0 ? limit : 50, atMost);

/** Cuts a page after a cursor (an id) out of a list in the order of ids. */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  { limit, cursor }: Cut,
  atMost = 500,
): Page<T> {
  const most = sizeOf(limit, atMost);
  const from = cursor === '' ? 0 : all.findIndex(({ id }) => id > cursor);
  const items = from < 0 ? [] : all.slice(from, from + most);
  const more = from >= 0 && from + most < all.length;
  return { items, next: more ? (items.at(-1)?.id ?? '') : '' };
}
