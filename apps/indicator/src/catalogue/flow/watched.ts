/** A value that changes now and then, and those who follow it. */
export type Watched<T> = {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** The present value, then each later one (in between some may be skipped), until aborted. */
  readonly follow: (aborted: AbortSignal) => AsyncGenerator<T>;
};

/** Makes a watched value. */
export function watched<T>(initial: T): Watched<T> {
  let value = initial;
  let wake = new Set<() => void>();

  const changed = (aborted: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        aborted.removeEventListener('abort', done);
        wake.delete(done);
        resolve();
      };
      wake.add(done);
      aborted.addEventListener('abort', done);
    });

  return {
    get: () => value,
    set: (next) => {
      value = next;
      const waiting = wake;
      wake = new Set();
      for (const go of waiting) go();
    },
    follow: async function* (aborted) {
      for (let last: T | undefined; !aborted.aborted;) {
        if (value === last) {
          await changed(aborted);
        } else {
          last = value;
          yield value;
        }
      }
    },
  };
}
