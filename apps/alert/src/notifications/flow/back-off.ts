type Limits = { readonly firstMs: number; readonly longestMs: number };

/** Waits longer after each failure, with jitter; a stop ends the wait. */
export type BackOff = {
  readonly wait: (atLeastMs?: number) => Promise<void>;
  readonly reset: () => void;
  readonly isFailing: () => boolean;
  readonly stop: () => void;
};

export function createBackOff({ firstMs, longestMs }: Limits): BackOff {
  let failures = 0;
  let stopped = false;
  let wakeUp = (): void => undefined;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopped) wakeUp();
    });

  return {
    wait: (atLeastMs = 0) => {
      const ms = Math.min(firstMs * 2 ** failures, longestMs);
      failures += 1;
      return pause(Math.max(atLeastMs, ms * (0.5 + Math.random() / 2)));
    },
    reset: () => {
      failures = 0;
    },
    isFailing: () => failures > 0,
    stop: () => {
      stopped = true;
      wakeUp();
    },
  };
}
