import type { ScorecardItem, UnitScorecard } from '@xiaomai/gateway-api/scorecard';
import type { GroupView } from '../groups/group-view.ts';

type Group = Pick<GroupView, 'id' | 'members'>;

/** Whether a unit misses the group in view: it may fail something else of the same dataset alone. */
export const isFailing = ({ scorecard }: UnitScorecard, { id }: Group): boolean =>
  scorecard?.groups.some(({ group, verdict }) => group === id && (verdict === 'breached' || verdict === 'at-risk')) ??
  false;

/** What of the group a unit misses, in the order of the group. */
export function failingMembers({ scorecard }: UnitScorecard, { members }: Group): ScorecardItem[] {
  return members.flatMap(({ indicator }) => {
    const item = scorecard?.items.find((found) => found.indicator === indicator);
    return item?.verdict === 'breached' || item?.verdict === 'at-risk' ? [item] : [];
  });
}
