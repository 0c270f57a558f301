import { leadsThrough } from '../domain/seen-from.ts';
import { randomUUID } from 'node:crypto';
import type { Change } from '../../notifications/domain/change.ts';
import { alertId, nothingYet, type Episode } from '../domain/alert.ts';
import { isOverdue, runningClocks } from '../domain/deadline.ts';
import {
  keyOf,
  type AlertFilter,
  type AlertReader,
  type AlertRecord,
  type AlertStore,
  type PendingChanges,
} from './alert-store.ts';

type Stored = AlertRecord & { readonly writtenAt: number };

const blank = (key: string): AlertRecord => ({
  key,
  rev: null,
  state: nothingYet,
  former: null,
  outbox: [],
  pending: [],
});

const isAnyOf = <T>(values: readonly T[], value: NoInfer<T>): boolean => values.length === 0 || values.includes(value);

const matches =
  (filter: AlertFilter) =>
  (episode: Episode): boolean =>
    [
      episode.subject.path.split('/').includes(filter.within),
      leadsThrough(episode.subject.path, filter.path),
      isAnyOf(filter.conditions, episode.condition),
      isAnyOf(filter.handlings, episode.handling),
      isAnyOf(filter.severities, episode.severity),
      filter.indicator === '' || filter.indicator === episode.subject.indicator,
      filter.assignee === '' || filter.assignee === episode.assignee,
      filter.overdueAt === 0 || isOverdue(episode, filter.overdueAt),
    ].every(Boolean);

const newestFirst = (a: Episode, b: Episode): number => b.openedAt - a.openedAt || (alertId(a) < alertId(b) ? 1 : -1);

type Memory = {
  readonly now: () => number;
  readonly stored: Map<string, Stored>;
  readonly earlier: Map<string, Episode>;
};

const recordsOf = ({ stored }: Memory): readonly Stored[] => [...stored.values()];
const episodesOf = (memory: Memory): readonly Episode[] => [
  ...memory.earlier.values(),
  ...recordsOf(memory).flatMap(({ state }) => state.episode ?? []),
];

const isDue =
  (before: number) =>
  ({ state }: AlertRecord): boolean =>
    state.episode !== null && runningClocks(state.episode).some(({ at }) => at < before);

function memoryStore(memory: Memory): AlertStore {
  const { now, stored, earlier } = memory;
  const isCurrent = ({ key, rev }: AlertRecord): boolean => (stored.get(key)?.rev ?? null) === rev;
  const clearOutbox = (records: readonly AlertRecord[]): Promise<void> => {
    for (const { key, rev } of records) {
      const record = stored.get(key);
      if (record !== undefined && record.rev === rev) stored.set(key, { ...record, outbox: [], former: null });
    }
    return Promise.resolve();
  };
  return {
    load: (keys) => Promise.resolve(keys.map((key) => stored.get(key) ?? blank(key))),
    save: (records) => {
      const rev = randomUUID();
      const saved = records.filter(isCurrent).map((record) => ({ ...record, rev }));
      const lost = records.filter((record) => !isCurrent(record)).map(({ key }) => key);
      for (const record of saved) {
        if (record.former !== null) earlier.set(alertId(record.former), record.former);
        stored.set(record.key, { ...record, writtenAt: now() });
      }
      return Promise.resolve({ saved, lost });
    },
    clearOutbox,
    unpublished: (before, limit) => {
      const standing = recordsOf(memory).filter(({ outbox, writtenAt }) => outbox.length > 0 && writtenAt < before);
      const records = standing.slice(0, limit);
      return Promise.resolve({ records, clear: () => clearOutbox(records) });
    },
    due: (before, limit) => Promise.resolve(recordsOf(memory).filter(isDue(before)).slice(0, limit)),
  };
}

function memoryReader(memory: Memory): AlertReader {
  return {
    list: (filter, { after, limit }) => {
      const isAfter = (episode: Episode): boolean =>
        after === null ||
        episode.openedAt < after.openedAt ||
        (episode.openedAt === after.openedAt && alertId(episode) < after.id);
      const found = episodesOf(memory).filter(matches(filter)).filter(isAfter);
      return Promise.resolve(
        [...found]
          .sort(newestFirst)
          .slice(0, limit)
          .map((episode) => ({ ...episode, timeline: [] })),
      );
    },
    find: (id) => Promise.resolve(episodesOf(memory).find((episode) => alertId(episode) === id) ?? null),
    during: ({ within, path, dataset }, { to }) => {
      const isIn = ({ subject, reading, openedAt }: Episode): boolean =>
        subject.path.split('/').includes(within) &&
        leadsThrough(subject.path, path) &&
        openedAt < to &&
        isAnyOf(dataset === '' ? [] : [dataset], reading.dataset);
      return Promise.resolve(episodesOf(memory).filter(isIn));
    },
    async *all() {
      yield await Promise.resolve(episodesOf(memory));
    },
  };
}

function memoryPending(memory: Memory): PendingChanges {
  const { stored } = memory;
  return {
    standingSince: (before, limit) => {
      const standing = recordsOf(memory).filter(({ writtenAt }) => writtenAt < before);
      return Promise.resolve(standing.slice(0, limit).flatMap((record) => record.pending));
    },
    remove: (changes) => {
      const ids = new Set(changes.map(({ id }) => id));
      for (const key of new Set(changes.map(keyOf))) {
        const record = stored.get(key);
        if (record !== undefined)
          stored.set(key, { ...record, pending: record.pending.filter(({ id }: Change) => !ids.has(id)) });
      }
      return Promise.resolve();
    },
  };
}

/** The ports of alerts in memory: for tests, with the same promises as the database. */
export function memoryAlerts(now: () => number): {
  readonly store: AlertStore;
  readonly reader: AlertReader;
  readonly pending: PendingChanges;
} {
  const memory = { now, stored: new Map<string, Stored>(), earlier: new Map<string, Episode>() };
  return { store: memoryStore(memory), reader: memoryReader(memory), pending: memoryPending(memory) };
}
