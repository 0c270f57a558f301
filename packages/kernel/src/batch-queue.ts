/** How a batch queue flushes. */
export type BatchQueueOptions<T, R> = {
  /** Handles a batch and returns one result per item, in order; a rejection rejects every item of the batch. */
  readonly flush: (items: readonly T[]) => Promise<readonly R[]>;
  /** Most items in one flush. */
  readonly maxItems: number;
  /** Least milliseconds from the start of one flush to the start of the next; the first goes at once. 0 by default. */
  readonly gapMs?: number;
};

/** A queue that batches by itself: the next flush starts when the previous one has returned, the first at once. */
export type BatchQueue<T, R> = {
  /** Adds an item; resolves with its result when its batch has been flushed. */
  readonly push: (item: T) => Promise<R>;
  /** Items waiting, without those being flushed. */
  readonly waiting: () => number;
  /** Resolves when nothing waits and nothing is being flushed. */
  readonly idle: () => Promise<void>;
};

type Entry<T, R> = {
  readonly item: T;
  readonly resolve: (value: R) => void;
  readonly reject: (reason: unknown) => void;
};

/** Makes a batch queue: one flush at a time, at most `maxItems` each, at most one start per `gapMs`. */
export function createBatchQueue<T, R>(options: BatchQueueOptions<T, R>): BatchQueue<T, R> {
  let entries: Entry<T, R>[] = [];
  let running: Promise<void> | undefined;
  const gapMs = options.gapMs ?? 0;

  const flushOnce = async (): Promise<void> => {
    const batch = entries.slice(0, options.maxItems);
    entries = entries.slice(options.maxItems);
    try {
      const results = await options.flush(batch.map((entry) => entry.item));
      batch.forEach((entry, index) => {
        entry.resolve(results[index] as R);
      });
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    }
  };

  const drain = async (): Promise<void> => {
    await Promise.resolve(); // what is pushed in the same turn travels together
    while (entries.length > 0) {
      const started = performance.now();
      await flushOnce();
      const restMs = gapMs - (performance.now() - started);
      if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    }
    running = undefined;
  };

  return {
    push: (item) =>
      new Promise<R>((resolve, reject) => {
        entries.push({ item, resolve, reject });
        running ??= drain();
      }),
    waiting: () => entries.length,
    idle: async () => {
      while (running !== undefined) await running;
    },
  };
}
