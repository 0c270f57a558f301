import type { Change } from '../domain/change.ts';
import type { Digest } from '../domain/notification.ts';
import { batchesOf, type Pace } from '../domain/waiting.ts';
import { coverChanges } from './cover-changes.ts';
import { createDelivery } from './deliver.ts';
import type { HeldNotification, Lease, NotificationStore } from './notification-store.ts';
import { createNotifier } from './notify-changes.ts';
import type { Outcome, Receiver } from './receiver.ts';

type Needs = {
  readonly receivers: readonly Receiver[];
  readonly store: NotificationStore;
  /** Changes as they stand in the alerts. */
  readonly pending: {
    readonly standingSince: (before: number, limit: number) => Promise<readonly Change[]>;
    readonly remove: (changes: readonly Change[]) => Promise<void>;
  };
  readonly pace: Pace;
  /** Name of this process among those that share the store. */
  readonly owner: string;
  readonly digest: Digest;
  readonly now: () => number;
  readonly onOutcome: (receiver: string, outcome: Outcome) => void;
  readonly onFault: (error: unknown) => void;
};

export type Notifications = {
  readonly offer: (changes: readonly Change[]) => void;
  /** Tells what stands in no alert: when it resolves, the messages are stored and will be sent, whatever happens. */
  readonly tell: (changes: readonly Change[]) => Promise<void>;
  readonly sweeps: readonly (() => Promise<void>)[];
  readonly stop: () => Promise<void>;
};

// Longer than a send and its margin; what a crashed process held waits no longer than this.
const leaseMs = 20_000;
const firstWaitMs = 500;

/** From a change that stands in an alert to every receiver's hands: group → cover → deliver. */
export function createNotifications(needs: Needs): Notifications {
  const { receivers, store, pending, now, onFault } = needs;
  const lease = (): Lease => ({ owner: needs.owner, until: now() + leaseMs });
  const deliveries = receivers.map((receiver) => createDelivery({ ...needs, receiver, lease, firstWaitMs }));
  const covering = { store, receivers: receivers.map(({ id }) => id), lease, digest: needs.digest };
  const deliver = (notifications: readonly HeldNotification[]): void => {
    for (const [index, delivery] of deliveries.entries()) {
      delivery.take(notifications.filter(({ receiver }) => receiver === receivers[index]?.id));
    }
  };
  const notifier = createNotifier({
    ...needs,
    cover: coverChanges({ ...covering, remove: pending.remove }),
    ...{ standingSince: pending.standingSince, remove: pending.remove },
    deliver,
  });
  const coverOthers = coverChanges({ ...covering, remove: () => Promise.resolve() });
  return {
    offer: notifier.offer,
    tell: async (changes) => {
      deliver(await coverOthers(batchesOf(changes, needs.pace.largest)));
    },
    sweeps: [notifier.sweep, ...deliveries.map(({ sweep }) => sweep)],
    stop: async () => {
      await notifier.stop();
      const stopped = await Promise.allSettled(deliveries.map(({ stop }) => stop()));
      for (const one of stopped) if (one.status === 'rejected') onFault(one.reason);
    },
  };
}
