import type { ScorecardPage } from '@xiaomai/gateway-api/scorecard';
import { useMemo } from 'react';
import { datasetsReading, indicatorsReading, outliersReading, packsReading, type Slice } from '../api/reading.ts';
import { useGroupName } from '../api/use-names.ts';
import { useReading } from '../api/use-reading.ts';
import { groupViews, withOutliers, withPlannedGroups, type GroupPlan, type GroupView } from './group-view.ts';

/** What the catalogue plans; undefined while it is not wanted or not there yet. */
function useGroupPlan(isWanted: boolean): GroupPlan | undefined {
  const packs = useReading(isWanted ? packsReading() : undefined).data?.items;
  const datasets = useReading(isWanted ? datasetsReading() : undefined).data?.items;
  const indicators = useReading(isWanted ? indicatorsReading() : undefined).data?.items;
  return useMemo(() => {
    if (packs === undefined || datasets === undefined || indicators === undefined) return undefined;
    return { groups: packs.flatMap(({ groups }) => groups), datasets, indicators };
  }, [packs, datasets, indicators]);
}

/** A group with what is counted only when asked for: figures that lie far from those of their peers. */
export function useWithOutliers(group: GroupView | undefined, slice: Omit<Slice, 'dataset'>): GroupView | undefined {
  const wanted = group?.watchesOutliers === true ? outliersReading({ ...slice, dataset: group.dataset }) : undefined;
  const figures = useReading(wanted).data?.figures ?? 0;
  return useMemo(() => group && withOutliers(group, figures), [group, figures]);
}

/** The groups of a scope; where nobody has reported yet, those that are expected, without figures. */
export function useGroups(page: ScorecardPage | undefined): readonly GroupView[] {
  const nameOf = useGroupName();
  const plan = useGroupPlan(page?.scorecards.some(({ groups }) => groups.length === 0) ?? false);
  return useMemo(() => {
    const given = page?.scorecards ?? [];
    const scorecards = plan === undefined ? given : withPlannedGroups(given, plan);
    return groupViews({ scorecards }, nameOf);
  }, [page, plan, nameOf]);
}
