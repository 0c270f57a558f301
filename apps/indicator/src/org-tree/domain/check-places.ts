import { cover, endsBefore, existsOn, overlapOf } from './days.ts';
import { rankOf, type OrgTree, type Stretch, type UnitHistory } from './org-tree.ts';
import { placesOf } from './places.ts';

/** Why a unit cannot stand where it is put. */
export type PlaceFault = {
  readonly rule: 'org-unit-cycle' | 'parent-not-there' | 'wrong-level';
  readonly value: string;
};

type Record = Pick<UnitHistory, 'id' | 'stretches' | 'successors'>;

function stretchFaults(stretch: Stretch, above: readonly Stretch[], from: string): readonly PlaceFault[] {
  const later = overlapOf(stretch, { validFrom: from, validTo: '' });
  if (later === undefined || stretch.parent === '') return [];
  if (!cover(above, later)) return [{ rule: 'parent-not-there', value: stretch.parent }];
  const type = above.find((one) => existsOn(one, later.validFrom))?.type ?? '';
  return rankOf(type) < rankOf(stretch.type) ? [] : [{ rule: 'wrong-level', value: type }];
}

/** From a day on, each changed unit and each right below one needs a parent that is there and stands higher. */
export function placeFaults(tree: OrgTree, changed: readonly Record[], from: string): readonly PlaceFault[] {
  const histories = new Map(tree.histories);
  for (const record of changed) histories.set(record.id, { ...record, version: 0 });
  const below = changed.flatMap(({ id }) => tree.children.get(id) ?? []).filter((place) => !endsBefore(place, from));
  const touched = new Set([...changed, ...below].map(({ id }) => id));
  const faults = [...touched].flatMap((id): readonly PlaceFault[] => {
    if (!placesOf(histories, id).ok) return [{ rule: 'org-unit-cycle', value: id }];
    const stretches = histories.get(id)?.stretches ?? [];
    return stretches.flatMap((one) => stretchFaults(one, histories.get(one.parent)?.stretches ?? [], from));
  });
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}
