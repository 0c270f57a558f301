/** What an org unit is and where it stands, from one day to another (YYYY-MM-DD; empty = open). */
export type OrgUnit = {
  readonly id: string;
  readonly parent: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
};

/** The org tree: each unit with its places, in the order of their days. */
export type Tree = ReadonlyMap<string, readonly OrgUnit[]>;

const rollupTypes: ReadonlySet<string> = new Set(['town', 'district', 'city', 'province']);

/** Adds one place of a unit. */
export function addPlace(tree: Map<string, readonly OrgUnit[]>, unit: OrgUnit): void {
  const places = [...(tree.get(unit.id) ?? []), unit];
  tree.set(
    unit.id,
    places.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
  );
}

export const isThere = ({ validFrom, validTo }: OrgUnit, day: string): boolean =>
  (validFrom === '' || validFrom <= day) && (validTo === '' || day <= validTo);

/** What the unit is on a day; where it is not there, what it was last before, else what it will be first. */
export function unitOn(tree: Tree, id: string, day: string): OrgUnit | undefined {
  const places = tree.get(id) ?? [];
  return (
    places.find((place) => isThere(place, day)) ??
    places.findLast(({ validFrom }) => validFrom === '' || validFrom <= day) ??
    places[0]
  );
}

/** Units from this one up to the root, as they stand on a day; empty where there is no such unit. */
export function lineOf(tree: Tree, id: string, day: string): readonly OrgUnit[] {
  const line: OrgUnit[] = [];
  for (let unit = unitOn(tree, id, day); unit !== undefined; unit = unitOn(tree, unit.parent, day)) {
    if (line.length > 50) throw new Error(`org unit ${id} stands above itself`);
    line.push(unit);
  }
  return line;
}

/** Ids from the root down to the unit, each followed by a slash. */
export const pathOf = (line: readonly OrgUnit[]): string =>
  line
    .toReversed()
    .map(({ id }) => `${id}/`)
    .join('');

/** Ids of the org units above that have rollups. */
export const rollupUnitsAbove = (line: readonly OrgUnit[]): readonly string[] =>
  line
    .slice(1)
    .filter(({ type }) => rollupTypes.has(type))
    .map(({ id }) => id);
