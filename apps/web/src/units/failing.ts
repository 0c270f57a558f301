import type { BareFigure, ScorecardItem, UnitFigures } from '@xiaomai/gateway-api/scorecard';
import type { GroupView } from '../groups/group-view.ts';

type Group = Pick<GroupView, 'id' | 'members'>;

/** What a unit misses, with the words of the group's member. */
export type FailingMember = Pick<ScorecardItem, 'indicator' | 'name' | 'unit'> & { readonly figure: BareFigure };

/** Whether a unit misses the group in view: it may fail something else of the same dataset alone. */
export const isFailing = ({ groups }: Pick<UnitFigures, 'groups'>, { id }: Group): boolean =>
  groups.some(({ group, verdict }) => group === id && (verdict === 'breached' || verdict === 'at-risk'));

/** What of the group a unit misses, in the order of the group. */
export function failingMembers({ items }: Pick<UnitFigures, 'items'>, { members }: Group): FailingMember[] {
  return members.flatMap(({ indicator, name, unit }) => {
    const figure = items.find((found) => found.indicator === indicator);
    return figure?.verdict === 'breached' || figure?.verdict === 'at-risk' ? [{ indicator, name, unit, figure }] : [];
  });
}
