import { dayAfter, endsBefore, existsOn } from '../../../org-tree/domain/days.ts';
import { nearestPlace, type OrgTree } from '../../../org-tree/domain/org-tree.ts';
import type { Phrases } from './phrases.ts';

/** That a unit does not exist on a day. */
export type Absence = {
  /** First day on which it is no more; empty = it has not begun yet. */
  readonly closedSince: string;
  /** First day on which it is there. */
  readonly validFrom: string;
  /** Names of those that have taken it over. */
  readonly heirs: readonly string[];
};

const heirsOf = (tree: OrgTree, id: string, day: string): readonly string[] =>
  (tree.histories.get(id)?.successors ?? []).map((heir) => nearestPlace(tree, heir, day)?.nameZh ?? heir);

/** That a unit is not there on a day; undefined where it is, or is not known at all. */
export function absenceOf(tree: OrgTree, id: string, day: string): Absence | undefined {
  const place = nearestPlace(tree, id, day);
  if (place === undefined || existsOn(place, day)) return undefined;
  const { validFrom } = place;
  if (!endsBefore(place, day)) return { closedSince: '', validFrom, heirs: [] };
  return { closedSince: dayAfter(place.validTo), validFrom, heirs: heirsOf(tree, id, day) };
}

/** Why a unit is not there, in words. */
export const absenceText = ({ closedSince, validFrom, heirs }: Absence, say: Phrases): string =>
  closedSince === '' ? say.notYet(validFrom) : say.closed({ since: closedSince, heirs });
