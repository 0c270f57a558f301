/** What stands above a unit from one day to another (YYYY-MM-DD, both inclusive; empty = open). */
export type OrgUnit = {
  readonly id: string;
  readonly parent: string;
  readonly type: string;
  readonly validFrom: string;
  readonly validTo: string;
};

/** The org tree: who stood above whom, in the order of days. */
export type Tree = ReadonlyMap<string, readonly OrgUnit[]>;

const rollupTypes: ReadonlySet<string> = new Set(['town', 'district', 'city', 'province']);

/** Puts the stretches of all units together. */
export function treeOf(units: Iterable<OrgUnit>): Tree {
  const tree = new Map<string, OrgUnit[]>();
  for (const unit of units) tree.set(unit.id, [...(tree.get(unit.id) ?? []), unit]);
  for (const stretches of tree.values()) stretches.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return tree;
}

const ends = ({ validTo }: OrgUnit, day: string): boolean => validTo !== '' && validTo < day;

// Where a unit does not exist on a day: what it was last before, or what it is first.
function nearest(tree: Tree, id: string, day: string): OrgUnit | undefined {
  const stretches = tree.get(id) ?? [];
  return stretches.findLast(({ validFrom }) => validFrom <= day) ?? stretches[0];
}

/** Ids from the unit up to the root on a day, the unit first. */
export function lineOf(tree: Tree, id: string, day: string): readonly string[] {
  const own = nearest(tree, id, day);
  if (own === undefined) return [];
  const then = ends(own, day) ? own.validTo : own.validFrom > day ? own.validFrom : day;
  const line: string[] = [];
  for (let unit: OrgUnit | undefined = own; unit !== undefined; unit = nearest(tree, unit.parent, then)) {
    if (line.includes(unit.id)) throw new Error(`org unit ${unit.id} stands above itself`);
    line.push(unit.id);
  }
  return line;
}

/** Ids from the root down to the unit, each followed by a slash. */
export const pathOf = (line: readonly string[]): string =>
  line
    .toReversed()
    .map((id) => `${id}/`)
    .join('');

/** Org units above the unit that have rollups; none on a day on which it does not exist. */
export function rollupUnitsAbove(tree: Tree, line: readonly string[], day: string): readonly string[] {
  const [id = ''] = line;
  const own = nearest(tree, id, day);
  if (own === undefined || own.validFrom > day || ends(own, day)) return [];
  return line.slice(1).filter((above) => rollupTypes.has(nearest(tree, above, day)?.type ?? ''));
}
