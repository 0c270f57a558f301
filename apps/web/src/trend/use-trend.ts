import { useQueries } from '@tanstack/react-query';
import type { Series } from '@xiaomai/gateway-api/series';
import { queryOf, seriesReading, type Slice } from '../api/reading.ts';
import { useIndicatorName } from '../api/use-names.ts';
import { useCaller } from '../api/use-reading.ts';
import { monthsUpTo, shownMonths } from '../format/month.ts';
import type { GroupView } from '../groups/group-view.ts';
import { trendLine, type TrendLine } from './trend.ts';

export type Trend = {
  readonly months: readonly string[];
  readonly lines: readonly TrendLine[];
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly retry: () => void;
};

/** The members of a group over the six months that end with the one in view. */
export function useTrend(slice: Slice, group: GroupView): Trend {
  const caller = useCaller();
  const nameOf = useIndicatorName();
  const months = monthsUpTo(slice.period, shownMonths);
  const from = months[0] ?? slice.period;
  const results = useQueries({
    queries: group.members.map(({ indicator }) => queryOf(caller, seriesReading(indicator, slice, from))),
  });
  const found = results.flatMap(({ data }): Series[] => (data === undefined ? [] : [data]));
  const lines = group.members.flatMap((member) => {
    const series = found.find(({ indicator }) => indicator === member.indicator);
    return series === undefined ? [] : [trendLine(series, months, nameOf(member.indicator, member.name))];
  });
  return {
    months,
    lines,
    error: results.find(({ error }) => error !== null)?.error,
    isLoading: lines.length === 0 && results.some(({ isPending }) => isPending),
    retry: () => results.forEach(({ refetch }) => void refetch()),
  };
}
