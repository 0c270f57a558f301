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

const mostListed = 500;

/** The alerts of a scope, listed once and then moved on by the stream. */
export function useAlertFeed(unit: OrgUnitDetail, state: 'open' | 'closed' | undefined): AlertFeed {
  const now = useNow(15_000);
  const { alerts: heard } = useStream();
  const asked = { orgUnit: unit.id, limit: mostListed };
  const query = useReading(state === undefined ? undefined : alertsReading({ ...asked, state }));
  const hasMore = (query.data?.next ?? null) !== null;
  // The newest come first: what is overdue may lie beyond them.
  const late = useReading(
    hasMore && state === 'open' ? alertsReading({ ...asked, state, overdue: 'true' }) : undefined,
  );
  const listed = query.data?.items;
  const lateListed = late.data?.items;
  const rows = useMemo(() => {
    const names = [...unit.ancestors, unit].map(({ nameZh }) => nameZh);
    return feedRows({ listed: [...(listed ?? []), ...(lateListed ?? [])], heard, scope: { id: unit.id, names } });
  }, [listed, lateListed, heard, unit]);
  const counts = useMemo(() => countsOf(rows, now), [rows, now]);
  return { rows, counts, hasMore, now, query };
}
