import type { Backlog } from './epochs/publication.ts';

/** Holds intake back while what lies behind it cannot follow. */
export type Gate = {
  readonly open: () => boolean;
  /** Waits until it is open, at most so long, or until the waiting is called off; tells whether it is open. */
  readonly opened: (withinMs: number, calledOff?: AbortSignal) => Promise<boolean>;
};

/** What the gate looks at. */
export type GatePorts = {
  /** Stored, not yet published. */
  readonly backlog: () => Backlog;
  /** Submissions waiting to be stored. */
  readonly waiting: () => number;
  /** Published, not yet judged; Infinity while nobody knows. */
  readonly lag: () => number;
  readonly limits: GateLimits;
};

/** About a second of work each. */
export type GateLimits = {
  readonly backlogEntries: number;
  readonly backlogAgeMs: number;
  readonly waiting: number;
  /** Closed above this lag; open again at half of it. */
  readonly lag: number;
};

/** Makes the gate. An unknown lag holds nobody back. */
export function createGate({ backlog, waiting, lag, limits }: GatePorts): Gate {
  let lagging = false;
  const waiters = new Set<() => void>();
  let poll: NodeJS.Timeout | undefined;

  const isLagging = (): boolean => {
    const messages = lag();
    lagging = Number.isFinite(messages) && messages > (lagging ? limits.lag / 2 : limits.lag);
    return lagging;
  };

  const open = (): boolean => {
    const { entries, oldestMs } = backlog();
    if (entries > limits.backlogEntries || oldestMs > limits.backlogAgeMs || waiting() > limits.waiting) return false;
    return !isLagging();
  };

  const look = (): void => {
    poll = undefined;
    if (open()) for (const wake of waiters) wake();
    else if (waiters.size > 0) poll = setTimeout(look, 10);
  };

  return {
    open,
    opened: (withinMs, calledOff) => {
      if (open()) return Promise.resolve(true);
      return new Promise((resolve) => {
        const done = (isOpen: boolean) => (): void => {
          waiters.delete(wake);
          clearTimeout(timer);
          calledOff?.removeEventListener('abort', giveUp);
          resolve(isOpen);
        };
        const wake = done(true);
        const giveUp = done(false);
        const timer = setTimeout(giveUp, withinMs);
        calledOff?.addEventListener('abort', giveUp, { once: true });
        waiters.add(wake);
        poll ??= setTimeout(look, 10);
      });
    },
  };
}
