import { createBatchQueue } from '@xiaomai/kernel';
import type { Change } from '../../notifications/domain/change.ts';
import type { AlertRecord, AlertStore } from './alert-store.ts';

/** Tells other services. */
export type AlertEvents = {
  /** Publishes the present state of each record, and the end of the episode it replaced. */
  readonly publish: (records: readonly AlertRecord[]) => Promise<void>;
};

/** Takes changes that people are to be told about; forgetting them is no loss, they stand in the alert. */
export type OfferChanges = (changes: readonly Change[]) => void;

/** Tells the world what was written: resolves when it is published. */
export type Announce = (records: readonly AlertRecord[]) => Promise<void>;

type Needs = {
  readonly alerts: Pick<AlertStore, 'clearOutbox' | 'unpublished'>;
  readonly events: AlertEvents;
  readonly offer: OfferChanges;
  readonly onFault: (error: unknown) => void;
};

export type Announcer = {
  readonly announce: Announce;
  /** Finishes what a crash left between write and publication; returns how many records that were. */
  readonly relay: (before: number) => Promise<number>;
  readonly idle: () => Promise<void>;
};

const clearGapMs = 250;
const relayed = 500;

export function createAnnouncer({ alerts, events, offer, onFault }: Needs): Announcer {
  // Off the hot path: an outbox that is not cleared is only published once more.
  const clearing = createBatchQueue<readonly AlertRecord[], undefined>({
    maxItems: 200,
    gapMs: clearGapMs,
    flush: async (batches) => {
      await alerts.clearOutbox(batches.flat());
      return batches.map(() => undefined);
    },
  });

  const announce: Announce = async (records) => {
    if (records.length === 0) return;
    offer(records.flatMap(({ pending }) => pending));
    await events.publish(records);
    clearing.push(records).catch(onFault);
  };

  return {
    announce,
    relay: async (before) => {
      const { records, clear } = await alerts.unpublished(before, relayed);
      if (records.length > 0) await events.publish(records);
      await clear();
      return records.length;
    },
    idle: clearing.idle,
  };
}
