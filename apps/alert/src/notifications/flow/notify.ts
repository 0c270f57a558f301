import type { Change } from '../domain/change.ts';
import type { Digest } from '../domain/notification.ts';
import type { Pace } from '../domain/waiting.ts';
import { coverChanges } from './cover-changes.ts';
import { createDelivery } from './deliver.ts';
import type { Lease, NotificationStore } from './notification-store.ts';
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
  const notifier = createNotifier({
    ...needs,
    cover: coverChanges({
      store,
      remove: pending.remove,
      receivers: receivers.map(({ id }) => id),
      lease,
      digest: needs.digest,
    }),
    standingSince: pending.standingSince,
    deliver: (notifications) => {
      for (const [index, delivery] of deliveries.entries()) {
        delivery.take(notifications.filter(({ receiver }) => receiver === receivers[index]?.id));
      }
    },
  });
  return {
    offer: notifier.offer,
    sweeps: [notifier.sweep, ...deliveries.map(({ sweep }) => sweep)],
    stop: async () => {
      await notifier.stop();
      const stopped = await Promise.allSettled(deliveries.map(({ stop }) => stop()));
      for (const one of stopped) if (one.status === 'rejected') onFault(one.reason);
    },
  };
}
