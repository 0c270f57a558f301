import type { Entry } from '../../domain/entry.ts';
import type { HeldEpoch } from './held-epoch.ts';
import type { Clock, Publish } from '../stores.ts';

/** What is stored and not yet published. */
export type Backlog = { readonly entries: number; readonly oldestMs: number };

/** Publishes what has been stored, in the order in which it was stored. */
export type Publication = {
  /** Takes the entries of one insert; `through` is the last sequence number whose outcome is known by it. */
  readonly stored: (epoch: HeldEpoch, entries: readonly Entry[], through: number) => void;
  readonly backlog: () => Backlog;
  /** Resolves when everything taken until now is published. */
  readonly drained: () => Promise<void>;
};

type Batch = {
  readonly epoch: HeldEpoch;
  readonly entries: readonly Entry[];
  readonly through: number;
  readonly since: number;
};

/** Makes the publication. A publish that fails for good (the process stops) leaves its epoch's checkpoint where it is. */
export function createPublication(ports: {
  readonly publish: Publish;
  readonly clock: Clock;
  readonly crashPoint: (name: string) => void;
  readonly onFailure: (error: unknown) => void;
}): Publication {
  const pending: Batch[] = [];
  let entriesPending = 0;
  let tail = Promise.resolve();

  const settle = async (previous: Promise<void>, sent: Promise<void>, batch: Batch): Promise<void> => {
    await previous;
    await sent;
    ports.crashPoint('ingest.after-publish');
    batch.epoch.publishedThrough(batch.through);
    entriesPending -= batch.entries.length;
    pending.shift();
  };

  return {
    stored: (epoch, entries, through) => {
      pending.push({ epoch, entries, through, since: ports.clock.monotonic() });
      entriesPending += entries.length;
      const sent = ports.publish(entries);
      const batch = pending.at(-1) as Batch;
      tail = settle(tail, sent, batch);
      tail.catch(ports.onFailure);
    },
    backlog: () => ({
      entries: entriesPending,
      oldestMs: pending[0] === undefined ? 0 : ports.clock.monotonic() - pending[0].since,
    }),
    drained: () => tail,
  };
}
