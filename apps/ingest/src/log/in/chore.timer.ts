/** Something that is done again and again, each time a little after the last time has ended. */
export type Chore = {
  readonly name: string;
  readonly everyMs: number;
  readonly tick: () => Promise<void>;
};

/** A running chore. Stopping waits for what is being done, but not for long. */
export type RunningChore = { readonly stop: () => Promise<void> };

const patienceMs = 1_000;

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Runs a chore until stopped; a failure is told and the next time comes all the same. */
export function runChore(
  { name, everyMs, tick }: Chore,
  onFailure: (error: unknown, chore: string) => void,
): RunningChore {
  let stopped = false;
  let wake: () => void = () => undefined;

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const attempt = async (): Promise<void> => {
    try {
      await tick();
    } catch (error) {
      if (!stopped) onFailure(error, name);
    }
  };

  // TypeScript takes a flag that only a closure sets for constant.
  const isStopped = (): boolean => stopped;

  const loop = async (): Promise<void> => {
    while (!isStopped()) {
      await attempt();
      if (!isStopped()) await pause();
    }
  };

  const running = loop();
  return {
    stop: () => {
      stopped = true;
      wake();
      return Promise.race([running, sleep(patienceMs)]);
    },
  };
}
