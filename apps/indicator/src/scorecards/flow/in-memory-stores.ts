import { cardId, type Scorecard } from '../domain/card.ts';
import type { EncodedCard, ScorecardStore } from './judge-submissions.ts';
import type { StandingStore, StoredStanding } from './standing/standing-memory.ts';
import type { ReadSiblings } from './standing/who-speaks.ts';

/** A scorecard store that lives as long as the test. */
export function inMemoryScorecards(): ScorecardStore & {
  readonly readSiblings: ReadSiblings;
  readonly all: () => readonly Scorecard[];
} {
  const cards = new Map<string, EncodedCard>();
  return {
    insert: (batch) => {
      const present = new Set<number>();
      batch.forEach((one, index) => {
        if (cards.has(cardId(one.card))) present.add(index);
        else cards.set(cardId(one.card), one);
      });
      return Promise.resolve(present);
    },
    read: (ids) => Promise.resolve(new Map([...cards].filter(([id]) => ids.includes(id)))),
    update: (batch) => {
      let missed = false;
      for (const one of batch) {
        const stored = cards.get(cardId(one.card));
        if (stored?.card.version === one.card.version - 1) cards.set(cardId(one.card), one);
        else missed = true;
      }
      return missed ? Promise.reject(new Error('another writer changed the same scorecards')) : Promise.resolve();
    },
    readSiblings: ({ orgUnit, dataset, period }, from) => {
      const ofUnit = [...cards.values()].filter(
        ({ card }) => card.orgUnit === orgUnit && card.dataset === dataset && card.period >= from,
      );
      const others = ofUnit.map(({ card }) => card.period).filter((other) => other !== period);
      return Promise.resolve(others.map((other) => ({ orgUnit, dataset, period: other })));
    },
    all: () => [...cards.values()].map((one) => one.card),
  };
}

/** A standing store that lives as long as the test. */
export function inMemoryStandings(): StandingStore {
  const standings = new Map<string, StoredStanding>();
  return {
    read: (keys) => Promise.resolve(new Map([...standings].filter(([key]) => keys.includes(key)))),
    write: (batch) => {
      let missed = false;
      for (const { before, ...next } of batch) {
        if ((standings.get(next.key)?.sequence ?? 0) === before) standings.set(next.key, next);
        else missed = true;
      }
      return missed ? Promise.reject(new Error('another writer changed the same standings')) : Promise.resolve();
    },
  };
}
