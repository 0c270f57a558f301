import type { Consumer } from 'kafkajs';
import type { SliceEnd } from './slices-in-flight.ts';

/** Commits handled offsets, all partitions in one request, at most one request per `gapMs`. */
export type OffsetCommitter = {
  /** Notes the last handled offset of a partition. */
  readonly handled: (last: SliceEnd) => void;
  /** Forgets what was not committed: another member may own the partitions now. */
  readonly forget: () => void;
  /** Commits what is noted. A failure is no loss: what is not committed comes again. */
  readonly flush: () => Promise<void>;
};

/** Makes a committer for a consumer that runs with autoCommit off. */
export function createOffsetCommitter(consumer: Pick<Consumer, 'commitOffsets'>, gapMs: number): OffsetCommitter {
  const pending = new Map<string, { readonly topic: string; readonly partition: number; readonly offset: string }>();
  let timer: NodeJS.Timeout | undefined;

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const offsets = [...pending.values()];
    pending.clear();
    if (offsets.length === 0) return;
    try {
      await consumer.commitOffsets(offsets);
    } catch {
      // A rebalance or an absent broker: the messages come again and are recognised.
    }
  };

  return {
    handled: ({ topic, partition, offset }) => {
      pending.set(`${topic}/${partition}`, { topic, partition, offset: String(BigInt(offset) + 1n) });
      timer ??= setTimeout(() => void flush(), gapMs);
    },
    forget: () => {
      pending.clear();
    },
    flush,
  };
}
