import { childrenOn, placeOn, rollsUp, type OrgTree, type OrgUnit } from './org-tree.ts';

/** The tree of today, filled with what reported on a day of the past. */
export type AsIsTree = {
  /** Right below a unit today, in the order of ids: units that have rollups, and those that report and existed on the day. */
  readonly children: (id: string) => readonly OrgUnit[];
  /** Whether everything from a unit down stands as it stood on the day. */
  readonly unchanged: (unit: OrgUnit) => boolean;
};

type Days = { readonly today: string; readonly day: string };

// One that was merged or split counts beside the first that took over from it and exists today.
function heirOf(tree: OrgTree, id: string, today: string): OrgUnit | undefined {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !seen.has(at);) {
    const place = placeOn(tree, at, today);
    if (place !== undefined) return place;
    seen.add(at);
    at = tree.histories.get(at)?.successors[0];
  }
  return undefined;
}

function takenOver(tree: OrgTree, { today, day }: Days): ReadonlyMap<string, readonly OrgUnit[]> {
  const byParent = new Map<string, OrgUnit[]>();
  for (const { id, successors } of tree.histories.values()) {
    if (successors.length === 0 || placeOn(tree, id, today) !== undefined) continue;
    const then = placeOn(tree, id, day);
    const heir = heirOf(tree, id, today);
    if (then === undefined || heir === undefined || rollsUp(then.type)) continue;
    const path = heir.path.slice(0, -(heir.id.length + 1));
    byParent.set(heir.parent, [
      ...(byParent.get(heir.parent) ?? []),
      { ...then, parent: heir.parent, path: `${path}${id}/` },
    ]);
  }
  return byParent;
}

const standing = ({ path, type, tags }: OrgUnit): string => JSON.stringify([path, type, tags]);
const idsOf = (units: readonly OrgUnit[]): string => units.map(({ id }) => id).join(' ');

/** Makes the view. Units that are closed and handed over to nobody have no place in it. */
export function asIsTree(tree: OrgTree, days: Days): AsIsTree {
  const { today, day } = days;
  const heirs = takenOver(tree, days);
  const known = new Map<string, boolean>();

  const children = (id: string): readonly OrgUnit[] => {
    const own = childrenOn(tree, id, today).filter(
      (unit) => rollsUp(unit.type) || placeOn(tree, unit.id, day) !== undefined,
    );
    const taken = heirs.get(id);
    return taken === undefined ? own : [...own, ...taken].sort((a, b) => (a.id < b.id ? -1 : 1));
  };

  const look = ({ id }: OrgUnit): boolean => {
    const [then, now] = [placeOn(tree, id, day), placeOn(tree, id, today)];
    if (then === undefined || now === undefined || standing(then) !== standing(now)) return false;
    const below = children(id);
    if (idsOf(below) !== idsOf(childrenOn(tree, id, day))) return false;
    return below.every((child) => !rollsUp(child.type) || unchanged(child));
  };

  const unchanged = (unit: OrgUnit): boolean => {
    const found = known.get(unit.id) ?? look(unit);
    known.set(unit.id, found);
    return found;
  };

  return { children, unchanged };
}
