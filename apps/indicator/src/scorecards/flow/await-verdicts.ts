import type { Scorecard } from '../domain/card.ts';
import { cardId } from '../domain/card.ts';
import type { EncodedCard } from './judge-submissions.ts';

/** Those who wait until a submission has been judged. */
export type VerdictWaiters = {
  /** Wakes those who wait for these cards. */
  readonly settled: (cards: readonly EncodedCard[]) => void;
  /** The card of a submission once it judges this revision or a later one; undefined when the time is up. */
  readonly until: (id: string, revision: number, timeoutMs: number) => Promise<Scorecard | undefined>;
};

const pollMs = 100; // another instance may own the partition: then only the store tells

/** Makes the waiting room over a read of one stored card. */
export function verdictWaiters(read: (id: string) => Promise<Scorecard | undefined>): VerdictWaiters {
  const waiting = new Map<string, Set<() => void>>();

  const nextChance = (id: string, withinMs: number): Promise<void> =>
    new Promise((resolve) => {
      const wakers = waiting.get(id) ?? new Set();
      waiting.set(id, wakers);
      const wake = (): void => {
        clearTimeout(timer);
        wakers.delete(wake);
        if (wakers.size === 0) waiting.delete(id);
        resolve();
      };
      const timer = setTimeout(wake, withinMs);
      wakers.add(wake);
    });

  return {
    settled: (cards) => {
      if (waiting.size === 0) return;
      for (const { card } of cards) for (const wake of waiting.get(cardId(card)) ?? []) wake();
    },
    until: async (id, revision, timeoutMs) => {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const card = await read(id);
        if (card !== undefined && card.revision >= revision) return card;
        const leftMs = deadline - performance.now();
        if (leftMs <= 0) return undefined;
        await nextChance(id, Math.min(leftMs, pollMs));
      }
    },
  };
}
