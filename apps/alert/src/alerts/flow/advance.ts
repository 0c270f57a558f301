import { ok, type Result } from '@xiaomai/kernel';
import type { Change, ChangeKind } from '../../notifications/domain/change.ts';
import { alertId, type AlertState, type Episode, type TimelineEntry } from '../domain/alert.ts';
import { decide, type AlertCommand, type Policy } from '../domain/decide.ts';
import type { Refusal } from '../domain/decide-handling.ts';
import type { AlertEvent } from '../domain/event.ts';
import { evolve } from '../domain/evolve.ts';
import type { AlertRecord } from './alert-store.ts';

// What people are told about; the rest is to be seen on the screen.
const told: Partial<Record<AlertEvent['kind'], ChangeKind>> = {
  opened: 'opened',
  resolved: 'resolved',
  'returned-to-breach': 'reopened',
  reopened: 'reopened',
  escalated: 'escalated',
  closed: 'closed',
  'data-withdrawn': 'data-withdrawn',
};

function changeOf(episode: Episode, { version, at, by, note }: TimelineEntry, kind: ChangeKind): Change {
  const { subject, reading } = episode;
  const id = alertId(episode);
  return {
    ...{ id: `${id}#${version}`, kind, at, by, note, alertId: id },
    ...{ orgUnit: subject.orgUnit, orgName: subject.orgName, path: subject.path, pathNames: subject.pathNames },
    ...{ indicator: subject.indicator, indicatorName: subject.indicatorName, pack: subject.pack },
    ...{ severity: episode.severity, condition: episode.condition, period: reading.period, reason: reading.reason },
    ...{ openedAt: episode.openedAt, resolvedAt: episode.resolvedAt, deadline: episode.deadline },
  };
}

function withNews(record: AlertRecord, state: AlertState, event: AlertEvent): AlertRecord {
  const entry = state.episode?.timeline.at(-1);
  if (event.kind === 'reading-taken' || state.episode === null || entry === undefined) return { ...record, state };
  const kind = told[event.kind];
  return {
    ...record,
    state,
    former: event.kind === 'opened' ? record.state.episode : record.former,
    outbox: [...record.outbox, { version: entry.version, kind: entry.kind }],
    pending: kind === undefined ? record.pending : [...record.pending, changeOf(state.episode, entry, kind)],
  };
}

/** decide → evolve: the record after a command, with what is to be told; the very same record when nothing follows. */
export function advance(policy: Policy, record: AlertRecord, command: AlertCommand): Result<AlertRecord, Refusal> {
  const decision = decide(policy, record.state, command);
  if (!decision.ok) return decision;
  return ok(decision.value.reduce((current, event) => withNews(current, evolve(current.state, event), event), record));
}
