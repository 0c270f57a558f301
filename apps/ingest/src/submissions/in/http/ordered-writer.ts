/** What is written to: an answer of HTTP, a stream of gRPC. */
export type Sink<T> = {
  /** False: there is no room for more until it has drained. */
  readonly write: (said: T) => boolean;
  readonly once: (event: 'drain' | 'close', told: () => void) => unknown;
  readonly off: (event: 'drain' | 'close', told: () => void) => unknown;
  readonly destroyed: boolean;
};

/** Writes in the order in which things were promised, and holds back whoever promises too much. */
export type OrderedWriter<T> = {
  /** Adds what counts as so many; resolves when there is room for more. False: something did not come, nothing more is written. */
  readonly add: (count: number, said: Promise<readonly T[] | undefined>) => Promise<boolean>;
  /** Resolves when everything is written; false as above. */
  readonly finished: () => Promise<boolean>;
};

const readerPatienceMs = 60_000;

// Resolves when the reader has taken what was written; rejects when it has gone or takes nothing for a long time.
function drained(sink: Sink<never>): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => (): void => {
      clearTimeout(timer);
      sink.off('drain', went);
      sink.off('close', gone);
      if (error === undefined) resolve();
      else reject(error);
    };
    const went = settle();
    const gone = settle(new Error('the reader has gone'));
    const timer = setTimeout(settle(new Error('the reader does not read')), readerPatienceMs);
    sink.once('drain', went);
    sink.once('close', gone);
  });
}

/** Makes the writer; at most `most` are promised and not yet written. */
export function orderedWriter<T>(sink: Sink<T>, most: number): OrderedWriter<T> {
  const underWay: { readonly count: number; readonly written: Promise<boolean> }[] = [];
  let promised = 0;
  let last = Promise.resolve(true);

  const writeAfter = async (before: Promise<boolean>, promise: Promise<readonly T[] | undefined>): Promise<boolean> => {
    const [goOn, said] = await Promise.all([before, promise]);
    if (!goOn || said === undefined) return false;
    for (const one of said) {
      if (sink.destroyed) return false;
      if (!sink.write(one)) await drained(sink);
    }
    return true;
  };

  return {
    add: async (count, promise) => {
      last = writeAfter(last, promise);
      last.catch(() => undefined); // told to whoever adds next or finishes
      underWay.push({ count, written: last });
      promised += count;
      while (promised > most) {
        const oldest = underWay.shift();
        if (oldest === undefined) break;
        if (!(await oldest.written)) return false;
        promised -= oldest.count;
      }
      return true;
    },
    finished: () => last,
  };
}
