import type { Entry } from '../log/domain/entry.ts';
import type { Epoch } from '../log/domain/epoch.ts';
import type { Clock, EpochStore, Publish, RevisionStore } from '../log/flow/stores.ts';

/** A log in memory, whose next insert can be made to fail. */
export type MemoryRevisionStore = RevisionStore & {
  readonly entries: () => readonly Entry[];
  /** The next insert rejects: after it has stored everything, or without. */
  readonly failNextInsert: (how: 'stored' | 'not-stored') => void;
};

const keyOf = ({ id, revision }: Pick<Entry, 'id' | 'revision'>): string => `${id}|${String(revision)}`;

export function memoryRevisionStore(): MemoryRevisionStore {
  const stored = new Map<string, Entry>();
  let failing: 'stored' | 'not-stored' | undefined;

  const insertAll = (entries: readonly Entry[]): ReadonlySet<number> => {
    const duplicates = new Set<number>();
    for (const [n, entry] of entries.entries()) {
      if (stored.has(keyOf(entry))) duplicates.add(n);
      else stored.set(keyOf(entry), entry);
    }
    return duplicates;
  };

  return {
    entries: () => [...stored.values()],
    failNextInsert: (how) => {
      failing = how;
    },
    insert: async (entries) => {
      await Promise.resolve();
      const how = failing;
      failing = undefined;
      const duplicates = how === 'not-stored' ? new Set<number>() : insertAll(entries);
      if (how !== undefined) throw new Error('no answer from the database');
      return duplicates;
    },
    ...readingOf(() => [...stored.values()]),
  };
}

type Reading = Pick<RevisionStore, 'read' | 'history' | 'ofEpoch'>;

const readingOf = (all: () => readonly Entry[]): Reading => ({
  read: (ranges) => {
    const isIn = (entry: Entry): boolean =>
      ranges.some(({ id, from, to }) => entry.id === id && from <= entry.revision && entry.revision <= to);
    return Promise.resolve(all().filter(isIn));
  },
  history: (id) => {
    const ofId = all().filter((entry) => entry.id === id);
    return Promise.resolve(ofId.sort((a, b) => a.revision - b.revision));
  },
  ofEpoch: (epoch, { after, upTo, limit }) => {
    const isIn = (entry: Entry): boolean => entry.epoch === epoch && after < entry.seq && entry.seq <= upTo;
    const found = all().filter(isIn);
    return Promise.resolve(found.sort((a, b) => a.seq - b.seq).slice(0, limit));
  },
});

/** Epochs in memory; while it is away every call rejects. */
export type MemoryEpochStore = EpochStore & { readonly setAway: (away: boolean) => void };

export function memoryEpochStore(): MemoryEpochStore {
  const epochs = new Map<string, Epoch>();
  let away = false;
  const whenThere = <T>(work: () => T): Promise<T> =>
    away ? Promise.reject(new Error('no answer from the database')) : Promise.resolve(work());

  return {
    setAway: (value) => {
      away = value;
    },
    begin: (epoch) => whenThere(() => void epochs.set(epoch.id, epoch)),
    keep: (epoch, holder) =>
      whenThere(() => {
        if (epochs.get(epoch.id)?.holder !== holder) return false;
        epochs.set(epoch.id, epoch);
        return true;
      }),
    claim: (seen, holder) =>
      whenThere(() => {
        const stored = epochs.get(seen.id);
        if (stored?.holder !== seen.holder || stored.beat !== seen.beat) return false;
        epochs.set(seen.id, { ...stored, holder, beat: seen.beat + 1, state: 'adopting' });
        return true;
      }),
    unclosed: () => whenThere(() => [...epochs.values()].filter(({ state }) => state !== 'closed')),
    find: (ids) => whenThere(() => ids.flatMap((id) => epochs.get(id) ?? [])),
    all: () => whenThere(() => [...epochs.values()].sort((a, b) => a.startedAt - b.startedAt)),
  };
}

/** A publisher that remembers what it was given; while it is stopped nothing is acknowledged. */
export type MemoryPublisher = {
  readonly publish: Publish;
  readonly published: () => readonly Entry[];
  readonly stop: () => void;
  readonly resume: () => void;
};

export function memoryPublisher(): MemoryPublisher {
  const published: Entry[] = [];
  let waiting: (() => void)[] = [];
  let stopped = false;
  return {
    publish: async (entries) => {
      if (stopped) await new Promise<void>((resolve) => waiting.push(resolve));
      published.push(...entries);
    },
    published: () => published,
    stop: () => {
      stopped = true;
    },
    resume: () => {
      stopped = false;
      for (const go of waiting) go();
      waiting = [];
    },
  };
}

/** Time that passes only when it is told to. */
export type ManualClock = Clock & { readonly advance: (ms: number) => void };

export function manualClock(startsAt: number = Date.parse('2026-11-24T04:00:00.000Z')): ManualClock {
  let passed = 0;
  return {
    now: () => startsAt + passed,
    monotonic: () => passed,
    advance: (ms) => {
      passed += ms;
    },
  };
}
