import type { Condition, Episode, Handling, TimelineEntry } from './alert.ts';
import { isUnresolved } from './deadline.ts';

/** From inclusive, to exclusive, Unix milliseconds. */
export type Span = { readonly from: number; readonly to: number };

type Standing = { readonly condition: Condition; readonly handling: Handling };

/** How the alerts of a span were handled; `open` are the episodes not ended at its end, as they stood then. */
export type HandlingSummary = {
  readonly opened: number;
  readonly resolved: number;
  readonly closed: number;
  readonly stillFiring: number;
  readonly unacknowledged: number;
  readonly overdue: number;
  readonly open: readonly Episode[];
};

const standingAt = ({ timeline }: Episode, at: number): Standing | undefined =>
  timeline.findLast((entry) => entry.at < at);

const counts =
  (kind: TimelineEntry['kind'], { from, to }: Span) =>
  ({ timeline }: Episode): boolean =>
    timeline.some((entry) => entry.kind === kind && entry.at >= from && entry.at < to);

function asItStood(episode: Episode, at: number): readonly Episode[] {
  const standing = standingAt(episode, at);
  return standing === undefined ? [] : [{ ...episode, condition: standing.condition, handling: standing.handling }];
}

/** Sums up from the timelines alone, so that the same span gives the same figures whenever it is asked. */
export function summarise(episodes: readonly Episode[], span: Span): HandlingSummary {
  const standing = episodes.flatMap((episode) => asItStood(episode, span.to));
  const unended = standing.filter(({ handling }) => handling !== 'closed');
  const unresolved = unended.filter(isUnresolved);
  return {
    opened: episodes.filter(counts('opened', span)).length,
    resolved: episodes.filter(counts('resolved', span)).length,
    closed: episodes.filter(counts('closed', span)).length,
    stillFiring: unended.filter(({ condition }) => condition === 'firing').length,
    unacknowledged: unresolved.filter(({ handling }) => handling === 'new').length,
    overdue: unresolved.filter(({ deadline }) => deadline < span.to).length,
    open: unended.sort((a, b) => b.openedAt - a.openedAt),
  };
}
