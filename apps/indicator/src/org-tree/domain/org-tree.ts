import { existsOn, type Span } from './days.ts';

/** Where and what an org unit is from one day to another: a node of the effective-dated tree. */
export type OrgUnit = Span & {
  readonly id: string;
  /** Empty at the root. */
  readonly parent: string;
  readonly type: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Ids from the root to this unit, each followed by "/". */
  readonly path: string;
  readonly tags: readonly string[];
};

/** What is recorded of a unit from one day to another. */
export type Stretch = Omit<OrgUnit, 'id' | 'path'>;

/** Everything that is recorded of a unit. */
export type UnitHistory = {
  readonly id: string;
  /** In the order of their days, never overlapping, at least one. */
  readonly stretches: readonly Stretch[];
  /** Units that took over from it where it was merged or split. */
  readonly successors: readonly string[];
  /** Version of the tree that changed it last. */
  readonly version: number;
};

/** The tree with its past and its future, looked up by id and by parent. */
export type OrgTree = {
  readonly version: number;
  readonly histories: ReadonlyMap<string, UnitHistory>;
  /** Places of each unit in the order of their days: its stretches, cut where the path changes. */
  readonly places: ReadonlyMap<string, readonly OrgUnit[]>;
  /** The newest place of each unit. */
  readonly units: ReadonlyMap<string, OrgUnit>;
  /** Places by parent, in the order of ids, then of days: a unit may be there more than once. */
  readonly children: ReadonlyMap<string, readonly OrgUnit[]>;
};

const ranks: readonly string[] = ['nation', 'province', 'city', 'district', 'town'];
const rolledUpTypes: readonly string[] = ranks.slice(1);

/** Whether units of this type have rollups. */
export const rollsUp = (type: string): boolean => rolledUpTypes.includes(type);

/** How far from the top a type stands; all that report stand at the bottom. */
export const rankOf = (type: string): number => (ranks.includes(type) ? ranks.indexOf(type) : ranks.length);

const compareIds = (a: UnitHistory, b: UnitHistory): number => (a.id < b.id ? -1 : 1);

/** Puts histories and their places together for looking up. */
export function indexTree(
  version: number,
  histories: readonly UnitHistory[],
  placesOf: (id: string) => readonly OrgUnit[],
): OrgTree {
  const sorted = [...histories].sort(compareIds);
  const places = new Map(sorted.map(({ id }) => [id, placesOf(id)]));
  const units = new Map<string, OrgUnit>();
  const children = new Map<string, OrgUnit[]>();
  for (const [id, ofUnit] of places) {
    const newest = ofUnit.at(-1);
    if (newest !== undefined) units.set(id, newest);
    for (const place of ofUnit) {
      const siblings = children.get(place.parent);
      if (siblings === undefined) children.set(place.parent, [place]);
      else siblings.push(place);
    }
  }
  return { version, histories: new Map(sorted.map((history) => [history.id, history])), places, units, children };
}

const stretchOf = ({ id: _id, path: _path, ...stretch }: OrgUnit): Stretch => stretch;

/** A tree of known places; several of one unit come in the order of their days. */
export function makeOrgTree(version: number, units: Iterable<OrgUnit>): OrgTree {
  const places = new Map<string, OrgUnit[]>();
  for (const unit of units) places.set(unit.id, [...(places.get(unit.id) ?? []), unit]);
  const histories = [...places].map(([id, ofUnit]) => ({
    id,
    stretches: ofUnit.map(stretchOf),
    successors: [],
    version,
  }));
  return indexTree(version, histories, (id) => places.get(id) ?? []);
}

export const emptyOrgTree: OrgTree = makeOrgTree(0, []);

/** What a unit is on a day; undefined when it does not exist then. */
export const placeOn = (tree: OrgTree, id: string, day: string): OrgUnit | undefined =>
  tree.places.get(id)?.find((place) => existsOn(place, day));

/** What a unit is on a day, was last before it, or is first after it: where its name and its rights are looked up. */
export function nearestPlace(tree: OrgTree, id: string, day: string): OrgUnit | undefined {
  const places = tree.places.get(id) ?? [];
  return places.findLast(({ validFrom }) => validFrom <= day) ?? places[0];
}

/** Whether what a unit says of a day adds to another: it stands right below it then. */
export const addsTo = (tree: OrgTree, child: string, at: { readonly parent: string; readonly day: string }): boolean =>
  placeOn(tree, child, at.day)?.parent === at.parent;

/** Units right below one on a day, in the order of their ids. */
export const childrenOn = (tree: OrgTree, id: string, day: string): readonly OrgUnit[] =>
  (tree.children.get(id) ?? []).filter((place) => existsOn(place, day));

/** From the root down to the parent, as they were on a day. */
export function ancestorsOf(tree: OrgTree, unit: OrgUnit, day: string): readonly OrgUnit[] {
  const ids = unit.path.split('/').slice(0, -2);
  return ids.flatMap((id) => nearestPlace(tree, id, day) ?? []);
}

/** The unit and everything below it on a day, parents first. */
export function* subtreeOf(tree: OrgTree, unit: OrgUnit, day: string): Generator<OrgUnit> {
  yield unit;
  for (const child of childrenOn(tree, unit.id, day)) yield* subtreeOf(tree, child, day);
}
