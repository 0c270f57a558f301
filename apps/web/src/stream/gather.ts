/** Collects what became old and has it read again: at most one reading at a time, and a pause between two. */
export type Gatherer = { readonly add: (topics: readonly string[]) => void; readonly stop: () => void };

type Reload = (topics: ReadonlySet<string>) => Promise<void>;

export function gather(reload: Reload, pauseMs: number): Gatherer {
  let waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReading = false;
  const arm = (): void => {
    if (timer === undefined && !isReading && waiting.size > 0) timer = setTimeout(flush, pauseMs);
  };
  const done = (): void => {
    isReading = false;
    arm();
  };
  function flush(): void {
    const topics = waiting;
    waiting = new Set();
    timer = undefined;
    isReading = true;
    reload(topics).then(done, done);
  }
  return {
    add: (topics) => {
      for (const topic of topics) waiting.add(topic);
      arm();
    },
    stop: () => {
      waiting.clear();
      clearTimeout(timer);
    },
  };
}
