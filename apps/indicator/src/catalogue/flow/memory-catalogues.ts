import { mostRounds, type SpreadStore } from '../../org-tree/flow/spread.ts';
import type { CatalogueStore, StoredPacks } from './load-catalogue.ts';
import type { UnspreadCatalogue } from './spread-catalogue.ts';

type Kept = { stored: StoredPacks; rounds: number; dueAt: number };

type Versions = Map<number, Kept>;

const newestFirst = (kept: Versions): readonly Kept[] =>
  [...kept.values()].sort((a, b) => b.stored.version - a.stored.version);

const inMemory = (kept: Versions): CatalogueStore => ({
  newest: () => Promise.resolve(newestFirst(kept)[0]?.stored),
  newestVersion: () => Promise.resolve(newestFirst(kept)[0]?.stored.version ?? 0),
  read: (version) => Promise.resolve(kept.get(version)?.stored),
  list: ({ before, limit }) => {
    const found = newestFirst(kept).map(({ stored }) => stored);
    return Promise.resolve(found.filter(({ version }) => before === 0 || version < before).slice(0, limit));
  },
  append: (stored) => {
    if (kept.has(stored.version)) return Promise.resolve(false);
    kept.set(stored.version, { stored, rounds: stored.changes.length === 0 ? mostRounds : 0, dueAt: 0 });
    return Promise.resolve(true);
  },
});

function spreadInMemory(kept: Versions): SpreadStore<UnspreadCatalogue> {
  const of = ({ version, rounds }: { version: number; rounds: number }): Kept | undefined => {
    const found = kept.get(version);
    return found?.rounds === rounds ? found : undefined;
  };
  return {
    due: (now) => {
      const open = newestFirst(kept).filter(({ rounds, dueAt }) => rounds < mostRounds && dueAt <= now);
      const told = open.map(({ stored: { version, reason, changes }, rounds }) => ({
        version,
        reason,
        changes,
        rounds,
      }));
      return Promise.resolve(told.reverse());
    },
    claim: (one, { now, until }) => {
      const found = of(one);
      if (found === undefined || found.dueAt > now) return Promise.resolve(false);
      found.dueAt = until;
      return Promise.resolve(true);
    },
    renew: (one, until) => Promise.resolve(void Object.assign(of(one) ?? {}, { dueAt: until })),
    finish: (one, nextDueAt) =>
      Promise.resolve(void Object.assign(of(one) ?? {}, { rounds: one.rounds + 1, dueAt: nextDueAt })),
  };
}

/** Catalogue versions in memory. */
export function memoryCatalogues(): CatalogueStore & SpreadStore<UnspreadCatalogue> {
  const kept: Versions = new Map();
  return { ...inMemory(kept), ...spreadInMemory(kept) };
}
