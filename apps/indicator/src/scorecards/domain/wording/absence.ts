import { dayAfter, endsBefore, existsOn } from '../../../org-tree/domain/days.ts';
import { nearestPlace, type OrgTree } from '../../../org-tree/domain/org-tree.ts';

/** That a unit does not exist on a day. */
export type Absence = {
  /** First day on which it is no more; empty = it has not begun yet. */
  readonly closedSince: string;
  /** In words. */
  readonly text: string;
};

function heirsOf(tree: OrgTree, id: string, day: string): string {
  const names = (tree.histories.get(id)?.successors ?? []).map((heir) => nearestPlace(tree, heir, day)?.nameZh ?? heir);
  return names.length === 0 ? '' : `（由${names.join('、')}承接）`;
}

/** Why a unit is not there on a day; undefined where it is, or is not known at all. */
export function absenceOf(tree: OrgTree, id: string, day: string): Absence | undefined {
  const place = nearestPlace(tree, id, day);
  if (place === undefined || existsOn(place, day)) return undefined;
  if (!endsBefore(place, day)) return { closedSince: '', text: `单位自 ${place.validFrom} 起才设立` };
  const closedSince = dayAfter(place.validTo);
  return { closedSince, text: `单位自 ${closedSince} 起已撤并${heirsOf(tree, id, day)}` };
}
