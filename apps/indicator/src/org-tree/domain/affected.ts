import { dayAfter, existsOn } from './days.ts';
import type { OrgTree, OrgUnit } from './org-tree.ts';

/** A unit that stands elsewhere or is something else after a change, and the first day of which that is true. */
export type Affected = { readonly id: string; readonly since: string };

type Places = readonly OrgUnit[];

function standingOn(places: Places, day: string): string {
  const place = places.find((one) => existsOn(one, day));
  return place === undefined ? '' : JSON.stringify([place.parent, place.path, place.type, place.tags]);
}

function firstDifference(before: Places, after: Places): string | undefined {
  const starts = [...before, ...after].flatMap(({ validFrom, validTo }) =>
    validTo === '' ? [validFrom] : [validFrom, dayAfter(validTo)],
  );
  return [...new Set(starts)].sort().find((day) => standingOn(before, day) !== standingOn(after, day));
}

/** The units a change of the tree affects; a name is no matter, and what is new has nothing that could move. */
export function affectedUnits(before: OrgTree, after: OrgTree): readonly Affected[] {
  const affected: Affected[] = [];
  for (const [id, places] of after.places) {
    const known = before.places.get(id);
    const since = known === undefined || known === places ? undefined : firstDifference(known, places);
    if (since !== undefined) affected.push({ id, since });
  }
  return affected;
}
