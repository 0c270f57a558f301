import type { OrgUnit } from '@xiaomai/gateway-api/org-unit';

type Units = ReadonlyMap<string, OrgUnit>;
type Ask = (ids: readonly string[]) => Promise<readonly OrgUnit[]>;
type Gathering = { readonly ids: Set<string>; readonly found: Promise<Units> };

/** Finds units one by one; those wanted within the same moment are asked for together, so many at a time. */
export function unitFinder(
  most: number,
  moment: () => Promise<void>,
): (id: string, ask: Ask) => Promise<OrgUnit | null> {
  let gathering: Gathering | undefined;
  const begin = (ask: Ask): Gathering => {
    const ids = new Set<string>();
    const found = moment().then(async () => {
      gathering = undefined;
      const all = [...ids];
      const parts = all.flatMap((_, at) => (at % most === 0 ? [all.slice(at, at + most)] : []));
      const units = (await Promise.all(parts.map(ask))).flat();
      return new Map(units.map((unit) => [unit.id, unit]));
    });
    return { ids, found };
  };
  return async (id, ask) => {
    gathering ??= begin(ask);
    gathering.ids.add(id);
    return (await gathering.found).get(id) ?? null;
  };
}
