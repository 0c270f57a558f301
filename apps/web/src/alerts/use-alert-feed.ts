import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { useMemo } from 'react';
import { alertsReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { useNow } from '../clock/use-now.ts';
import { useStream } from '../stream/use-live-stream.ts';
import { countsOf, feedRows, type AlertCounts, type FeedRow } from './alert-feed.ts';

export type AlertFeed = {
  readonly rows: readonly FeedRow[];
  readonly counts: AlertCounts;
  /** There are more open alerts than were listed. */
  readonly hasMore: boolean;
  readonly now: number;
  readonly query: { readonly data: unknown; readonly error: unknown; readonly refetch: () => unknown };
};

const mostListed = 200;

/** The alerts of a scope, listed once and then moved on by the stream. */
export function useAlertFeed(unit: OrgUnitDetail, state: 'open' | 'closed' | undefined): AlertFeed {
  const now = useNow(15_000);
  const { alerts: heard } = useStream();
  const query = useReading(
    state === undefined ? undefined : alertsReading({ orgUnit: unit.id, state, limit: mostListed }),
  );
  const listed = query.data?.items;
  const rows = useMemo(() => {
    const names = [...unit.ancestors, unit].map(({ nameZh }) => nameZh);
    return feedRows({ listed: listed ?? [], heard, scope: { id: unit.id, names } });
  }, [listed, heard, unit]);
  const counts = useMemo(() => countsOf(rows, now), [rows, now]);
  return { rows, counts, hasMore: (query.data?.next ?? null) !== null, now, query };
}
