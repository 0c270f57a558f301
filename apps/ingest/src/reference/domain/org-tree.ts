/** What an org unit is from one day to another. Days are YYYY-MM-DD; empty = open. */
export type Place = {
  readonly name: string;
  readonly type: string;
  /** Ids from the root to this unit, each followed by "/". */
  readonly path: string;
  readonly validFrom: string;
  readonly validTo: string;
};

/** What intake needs to know of an org unit: what it is last and, newest first, what it was before. */
export type OrgUnit = Place & { readonly id: string; readonly earlier?: readonly Place[] };

/** Puts the places of units together; those of one unit come in the order of their days. */
export function gatherPlaces(places: Iterable<Place & { readonly id: string }>): ReadonlyMap<string, OrgUnit> {
  const units = new Map<string, OrgUnit>();
  for (const place of places) {
    const before = units.get(place.id);
    if (before === undefined) {
      units.set(place.id, place);
      continue;
    }
    const { id: _id, earlier = [], ...last } = before;
    units.set(place.id, { ...place, earlier: [last, ...earlier] });
  }
  return units;
}

/** The tree by id. A new value is made whenever anything in it changes. */
export type OrgTree = { readonly version: number; readonly units: ReadonlyMap<string, OrgUnit> };

/** Nothing known yet. */
export const emptyOrgTree: OrgTree = { version: 0, units: new Map() };
