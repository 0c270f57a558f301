import { nextPeriod, type Period } from '@xiaomai/period';
import type { Catalogue, DatasetPlan } from '../../catalogue/domain/catalogue.ts';
import { kinds, periodOn } from '../../due/domain/due-plan.ts';
import { childrenOn, rollsUp, type OrgTree, type OrgUnit } from '../../org-tree/domain/org-tree.ts';

/** Something under the packs in force, and under those that are tried. */
export type Both<T> = { readonly before: T; readonly after: T };

function concerns({ indicators }: Catalogue, plan: DatasetPlan, packs: ReadonlySet<string>): boolean {
  const packOf = (id: string): string => indicators.get(id)?.pack ?? '';
  return (
    packs.has(plan.pack) ||
    plan.indicators.some((id) => packs.has(packOf(id))) ||
    plan.derived.some(({ pack }) => packs.has(pack)) ||
    plan.groups.some(({ pack }) => packs.has(pack))
  );
}

/** The datasets whose cards packs may judge otherwise: theirs, those that carry their indicators or groups, and those whose
 *  targets name these. */
export function datasetsOf(packs: ReadonlySet<string>, { before, after }: Both<Catalogue>): readonly string[] {
  const found = new Set<string>();
  for (const catalogue of [before, after]) {
    for (const plan of catalogue.datasets.values()) {
      if (!concerns(catalogue, plan, packs)) continue;
      for (const id of [plan.id, ...(plan.needs?.namedBy ?? [])]) found.add(id);
    }
  }
  return [...found].sort();
}

/** Days, both included. */
export type Days = { readonly from: string; readonly to: string };

/** The periods of these kinds that end on one of the days, in the order in which they end. */
export function periodsWithin(wanted: readonly string[], { from, to }: Days): readonly Period[] {
  const periods: Period[] = [];
  for (const kind of kinds) {
    if (!wanted.includes(kind)) continue;
    for (let at = periodOn(kind, from); at.end <= to; at = nextPeriod(at)) periods.push(at);
  }
  return periods.sort((a, b) => (a.end === b.end ? a.text.localeCompare(b.text) : a.end < b.end ? -1 : 1));
}

/** A unit and everything below it on a day that rolls up or is of a type that reports, children first. */
export function childrenFirst(
  tree: OrgTree,
  unit: OrgUnit,
  { day, types }: { readonly day: string; readonly types: ReadonlySet<string> },
): readonly OrgUnit[] {
  const units: OrgUnit[] = [];
  const visit = (one: OrgUnit): void => {
    childrenOn(tree, one.id, day).forEach(visit);
    if (rollsUp(one.type) || types.has(one.type)) units.push(one);
  };
  visit(unit);
  return units;
}
