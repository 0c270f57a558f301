import type { OrgTree, OrgUnit, UnitHistory } from './org-tree.ts';
import { placesOf } from './places.ts';

type Places = readonly OrgUnit[];

// A unit's path is that of what stands above it: what is below a changed unit, on whatever day, is looked at again.
function withAllBelow(tree: OrgTree, ids: Iterable<string>): ReadonlySet<string> {
  const found = new Set(ids);
  for (const id of found) for (const child of tree.children.get(id) ?? []) found.add(child.id);
  return found;
}

type Known = {
  readonly histories: ReadonlyMap<string, UnitHistory>;
  readonly tree: OrgTree;
  readonly wanted: ReadonlySet<string>;
};

function slowly({ histories }: Known, id: string): Places {
  const places = placesOf(histories, id);
  if (!places.ok) throw new Error(`org unit ${id} has no path: ${places.reason}`);
  return places.value;
}

// Nearly every unit stands below one that has always stood where it stands.
function placer(known: Known): (id: string) => Places {
  const done = new Map<string, Places | undefined>();
  const place = (id: string): Places => {
    if (!known.wanted.has(id)) return known.tree.places.get(id) ?? [];
    if (done.has(id)) return done.get(id) ?? slowly(known, id); // undefined: in work further up
    done.set(id, undefined);
    const places = quickly(id) ?? slowly(known, id);
    done.set(id, places);
    return places;
  };
  const quickly = (id: string): Places | undefined => {
    const [only, ...others] = known.histories.get(id)?.stretches ?? [];
    if (only === undefined || others.length > 0) return undefined;
    if (only.parent === '') return [{ id, ...only, path: `${id}/` }];
    const [above, ...more] = place(only.parent);
    return above === undefined || more.length > 0 ? undefined : [{ id, ...only, path: `${above.path}${id}/` }];
  };
  return place;
}

const keyOf = ({ id: _id, ...place }: OrgUnit): string =>
  JSON.stringify(Object.entries(place).sort(([a], [b]) => (a < b ? -1 : 1)));
const samePlaces = (a: Places, b: Places): boolean =>
  a.length === b.length && a.every((one, at) => keyOf(one) === keyOf(b[at] as OrgUnit));

function movedPlaces(known: Known): ReadonlyMap<string, Places> {
  const moved = new Map<string, Places>();
  const place = placer(known);
  for (const id of known.wanted) {
    const next = place(id);
    if (!samePlaces(known.tree.places.get(id) ?? [], next)) moved.set(id, next);
  }
  return moved;
}

// Both in the order of ids; what is in `changed` counts.
function merged<T>(before: ReadonlyMap<string, T>, changed: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const fresh = [...changed.keys()].filter((id) => !before.has(id)).sort();
  const all = new Map(fresh.length === 0 ? before : []);
  if (fresh.length === 0) {
    for (const [id, value] of changed) all.set(id, value);
    return all;
  }
  let next = 0;
  const put = (id: string): void => {
    all.set(id, (changed.get(id) ?? before.get(id)) as T);
  };
  for (const id of before.keys()) {
    for (; next < fresh.length && (fresh[next] as string) < id; next += 1) put(fresh[next] as string);
    put(id);
  }
  for (const id of fresh.slice(next)) put(id);
  return all;
}

const inOrder = (a: OrgUnit, b: OrgUnit): number =>
  a.id === b.id ? (a.validFrom < b.validFrom ? -1 : 1) : a.id < b.id ? -1 : 1;

function childrenAfter(tree: OrgTree, moved: ReadonlyMap<string, Places>): OrgTree['children'] {
  const added = new Map<string, OrgUnit[]>();
  const at = (parent: string): OrgUnit[] => added.get(parent) ?? added.set(parent, []).get(parent) ?? [];
  for (const [id, places] of moved) {
    for (const { parent } of tree.places.get(id) ?? []) at(parent);
    for (const place of places) at(place.parent).push(place);
  }
  const children = new Map(tree.children);
  for (const [parent, fresh] of added) {
    const kept = (children.get(parent) ?? []).filter(({ id }) => !moved.has(id));
    children.set(parent, [...kept, ...fresh].sort(inOrder));
  }
  return children;
}

/** The tree after some histories have changed. Only what they move is made anew: the rest stays the same objects. */
export function withHistories(tree: OrgTree, version: number, changed: readonly UnitHistory[]): OrgTree {
  const histories = merged(tree.histories, new Map(changed.map((history) => [history.id, history])));
  const wanted = withAllBelow(
    tree,
    changed.map(({ id }) => id),
  );
  const moved = movedPlaces({ histories, tree, wanted });
  const newest = new Map([...moved].map(([id, places]) => [id, places.at(-1) as OrgUnit])); // no history is empty
  return {
    version,
    histories,
    places: merged(tree.places, moved),
    units: merged(tree.units, newest),
    children: childrenAfter(tree, moved),
  };
}
