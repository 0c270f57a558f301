import type { Change } from '../domain/change.ts';
import { nothingWaits, takeDue, withChanges, type Pace } from '../domain/waiting.ts';
import type { CoverChanges } from './cover-changes.ts';
import type { HeldNotification } from './notification-store.ts';

type Needs = {
  readonly cover: CoverChanges;
  readonly deliver: (notifications: readonly HeldNotification[]) => void;
  /** Changes that have stood uncovered in the alerts since before an instant. */
  readonly standingSince: (before: number, limit: number) => Promise<readonly Change[]>;
  /** Takes covered changes out of the alerts. */
  readonly remove: (changes: readonly Change[]) => Promise<void>;
  readonly pace: Pace;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
};

export type Notifier = {
  readonly offer: (changes: readonly Change[]) => void;
  /** Picks up what a crash, a fault or a full memory left standing. */
  readonly sweep: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const mostHeld = 20_000;
const mostRemembered = 20_000;
const sweptAtOnce = 2_000;
// Longer than a write can be under way: before that nobody knows whether it will come.
const leftAfterMs = 25_000;

type Loop = { readonly wake: () => void; readonly stop: () => Promise<void> };

/** Runs a round when woken, one at a time, and again at the instant that the round has asked for. */
function pacedLoop(round: () => Promise<number>, now: () => number): Loop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isWoken = false;
  let stopped = false;

  const run = async (): Promise<void> => {
    await Promise.resolve(); // what is offered in the same turn travels together
    let wakeAt = Number.POSITIVE_INFINITY;
    while (isWoken) {
      isWoken = false;
      wakeAt = await round();
    }
    running = undefined;
    if (wakeAt !== Number.POSITIVE_INFINITY && !stopped) timer = setTimeout(wake, Math.max(1, wakeAt - now()));
  };

  const wake = (): void => {
    if (stopped) return;
    isWoken = true;
    clearTimeout(timer);
    running ??= run();
  };

  return {
    wake,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** The newest ids of those that were ever added. */
function newestOf(most: number): { readonly has: (id: string) => boolean; readonly add: (id: string) => void } {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add: (id) => {
      ids.add(id);
      const [oldest] = ids;
      if (ids.size > most && oldest !== undefined) ids.delete(oldest);
    },
  };
}

/** Groups changes and lets each group speak at its pace. Whatever it forgets still stands in the alerts. */
export function createNotifier({ cover, deliver, standingSince, remove, pace, now, onFault }: Needs): Notifier {
  const held = new Set<string>();
  const covered = newestOf(mostRemembered);
  let waiting = nothingWaits;
  let stopped = false;

  const speak = async (): Promise<number> => {
    for (;;) {
      const { batches, rest, wakeAt } = takeDue(waiting, now(), pace);
      waiting = rest;
      if (batches.length === 0 || stopped) return wakeAt;
      const ids = batches.flat().map(({ id }) => id);
      const done = cover(batches).then((notifications) => {
        ids.forEach(covered.add);
        deliver(notifications);
      });
      await done.catch(onFault);
      for (const id of ids) held.delete(id);
    }
  };
  const loop = pacedLoop(speak, now);

  const offer = (changes: readonly Change[]): void => {
    // Whoever wrote the alert meanwhile has written what was just being covered once more.
    const again = changes.filter(({ id }) => covered.has(id));
    if (again.length > 0) remove(again).catch(onFault);
    const fresh = changes.filter(({ id }) => !held.has(id) && !covered.has(id)).slice(0, mostHeld - held.size);
    if (fresh.length === 0) return;
    for (const { id } of fresh) held.add(id);
    waiting = withChanges(waiting, fresh);
    loop.wake();
  };

  return {
    offer,
    sweep: async () => {
      offer(await standingSince(now() - leftAfterMs, sweptAtOnce));
    },
    stop: () => {
      stopped = true;
      return loop.stop();
    },
  };
}
