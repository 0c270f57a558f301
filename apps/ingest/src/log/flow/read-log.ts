import type { Entry } from '../domain/entry.ts';
import type { Epoch } from '../domain/epoch.ts';
import type { EpochStore, Publish, RevisionStore } from './stores.ts';

/** Reads the whole log in the order of receipt, from a time on (Unix milliseconds), a few hundred entries at a time. */
export type ReadLog = (from: number) => AsyncIterable<readonly Entry[]>;

/** What reading needs. */
export type ReadLogPorts = {
  readonly epochs: Pick<EpochStore, 'all'>;
  readonly revisions: Pick<RevisionStore, 'ofEpoch'>;
};

type Cursor = {
  readonly head: () => Entry | undefined;
  readonly takeUntil: (at: number) => readonly Entry[];
  readonly fill: () => Promise<boolean>;
};

const entriesAtOnce = 500;
const everything = Number.MAX_SAFE_INTEGER;

// Sequence numbers have holes: what is published is read by windows of numbers, the short rest after it as a whole.
function openCursor(epoch: Epoch, revisions: ReadLogPorts['revisions']): Cursor {
  let buffer: readonly Entry[] = [];
  let after = 0;

  const read = async (upTo: number): Promise<void> => {
    buffer = await revisions.ofEpoch(epoch.id, { after, upTo, limit: entriesAtOnce });
    after = upTo === everything ? (buffer.at(-1)?.seq ?? after) : upTo;
  };

  return {
    head: () => buffer[0],
    takeUntil: (at) => {
      const end = buffer.findIndex((entry) => entry.at > at);
      const taken = end === -1 ? buffer : buffer.slice(0, end);
      buffer = end === -1 ? [] : buffer.slice(end);
      return taken;
    },
    fill: async () => {
      while (buffer.length === 0 && after < epoch.published)
        await read(Math.min(after + entriesAtOnce, epoch.published));
      if (buffer.length === 0) await read(everything);
      return buffer.length > 0;
    },
  };
}

const timeOf = (cursor: Cursor): number => cursor.head()?.at ?? everything;

// Epochs that began before the next entry are read side by side.
async function openDue(waiting: Epoch[], open: Cursor[], revisions: ReadLogPorts['revisions']): Promise<void> {
  for (let [next] = waiting; next !== undefined && next.startedAt <= Math.min(...open.map(timeOf)); [next] = waiting) {
    waiting.shift();
    const cursor = openCursor(next, revisions);
    if (await cursor.fill()) open.push(cursor);
  }
  open.sort((a, b) => timeOf(a) - timeOf(b));
}

/** Makes the reading: the epochs of all instances, merged by time. */
export function readLog({ epochs, revisions }: ReadLogPorts): ReadLog {
  return async function* (from) {
    const waiting = [...(await epochs.all())];
    const open: Cursor[] = [];
    for (;;) {
      await openDue(waiting, open, revisions);
      const [first, ...others] = open;
      if (first === undefined) return;
      const bounds = others.map(timeOf).concat(waiting.map(({ startedAt }) => startedAt));
      const taken = first.takeUntil(Math.max(Math.min(...bounds), timeOf(first))).filter(({ at }) => at >= from);
      if (first.head() === undefined && !(await first.fill())) open.shift();
      if (taken.length > 0) yield taken;
    }
  };
}

/** Sends the log again from a time on; tells how many were sent. */
export type Republish = (from: number) => Promise<number>;

/** Makes the sending: a chunk at a time, each acknowledged before the next is read. */
export function republishLog(read: ReadLog, publish: Publish): Republish {
  return async (from) => {
    let sent = 0;
    for await (const entries of read(from)) {
      await publish(entries);
      sent += entries.length;
    }
    return sent;
  };
}
