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

/** Puts the places of all units together. */
export function treeOf(units: Iterable<OrgUnit>): Tree {
  const tree = new Map<string, OrgUnit[]>();
  for (const unit of units) {
    const places = tree.get(unit.id);
    if (places === undefined) tree.set(unit.id, [unit]);
    else places.push(unit);
  }
  for (const places of tree.values()) places.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return tree;
}

const hasEnded = ({ validTo }: OrgUnit, day: string): boolean => validTo !== '' && validTo < day;

/** Whether the unit is there on a day. */
export const isThere = (unit: OrgUnit, day: string): boolean => unit.validFrom <= day && !hasEnded(unit, day);

/** What the unit is on a day; where it is not there, what it was last before, else what it will be first. */
export function unitOn(tree: Tree, id: string, day: string): OrgUnit | undefined {
  const places = tree.get(id) ?? [];
  return places.findLast(({ validFrom }) => validFrom <= day) ?? places[0];
}

// The day itself, or the nearest one on which the unit was there.
function dayWithin(unit: OrgUnit, day: string): string {
  if (hasEnded(unit, day)) return unit.validTo;
  return unit.validFrom > day ? unit.validFrom : day;
}

/** Units from this one up to the root, as they stand on a day; empty where there is no such unit. */
export function lineOf(tree: Tree, id: string, day: string): readonly OrgUnit[] {
  const own = unitOn(tree, id, day);
  if (own === undefined) return [];
  const then = dayWithin(own, day);
  const line: OrgUnit[] = [];
  for (let unit: OrgUnit | undefined = own; unit !== undefined; unit = unitOn(tree, unit.parent, then)) {
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

/** Ids of the org units above that have rollups; none on a day on which the unit is not there. */
export const rollupUnitsAbove = (line: readonly OrgUnit[], day: string): readonly string[] =>
  line[0] === undefined || !isThere(line[0], day)
    ? []
    : line
        .slice(1)
        .filter(({ type }) => rollupTypes.has(type))
        .map(({ id }) => id);
