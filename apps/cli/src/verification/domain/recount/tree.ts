export type OrgUnit = { readonly id: string; readonly parent: string; readonly type: string };

/** The org tree: who stands above whom. */
export type Tree = ReadonlyMap<string, OrgUnit>;

const rollupTypes: ReadonlySet<string> = new Set(['town', 'district', 'city', 'province']);

/** Ids from the unit up to the root, the unit first. */
export function lineOf(tree: Tree, id: string): readonly string[] {
  const line: string[] = [];
  for (let unit = tree.get(id); unit !== undefined; unit = tree.get(unit.parent)) {
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

/** Org units above the unit that have rollups. */
export const rollupUnitsAbove = (tree: Tree, line: readonly string[]): readonly string[] =>
  line.slice(1).filter((id) => rollupTypes.has(tree.get(id)?.type ?? ''));
