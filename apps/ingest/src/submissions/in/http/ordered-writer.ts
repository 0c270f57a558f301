import type { ServerResponse } from 'node:http';

/** Writes texts in the order in which they were promised, and holds back whoever promises too much. */
export type OrderedWriter = {
  /** Adds a text that counts as so many; resolves when there is room for more. False: some text did not come, nothing more is written. */
  readonly add: (count: number, text: Promise<string | undefined>) => Promise<boolean>;
  /** Resolves when everything is written; false as above. */
  readonly finished: () => Promise<boolean>;
};

const readerPatienceMs = 60_000;

// Resolves when the reader has taken what was written; rejects when it has gone or takes nothing for a long time.
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => (): void => {
      clearTimeout(timer);
      response.off('drain', went).off('close', gone);
      if (error === undefined) resolve();
      else reject(error);
    };
    const went = settle();
    const gone = settle(new Error('the reader has gone'));
    const timer = setTimeout(settle(new Error('the reader does not read')), readerPatienceMs);
    response.once('drain', went).once('close', gone);
  });
}

/** Makes the writer to a response; at most `most` are promised and not yet written. */
export function orderedWriter(response: ServerResponse, most: number): OrderedWriter {
  const underWay: { readonly count: number; readonly written: Promise<boolean> }[] = [];
  let promised = 0;
  let last = Promise.resolve(true);

  const writeAfter = async (before: Promise<boolean>, text: Promise<string | undefined>): Promise<boolean> => {
    const [goOn, said] = await Promise.all([before, text]);
    if (!goOn || said === undefined || response.destroyed) return false;
    if (!response.write(said)) await drained(response);
    return true;
  };

  return {
    add: async (count, text) => {
      last = writeAfter(last, text);
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
