import type { Change } from '../domain/change.ts';
import { notificationOf, type Digest, type Notification } from '../domain/notification.ts';
import type { HeldNotification, Lease, NotificationStore } from './notification-store.ts';

type Batch = readonly [Change, ...Change[]];

export type CoverChanges = (batches: readonly Batch[]) => Promise<readonly HeldNotification[]>;

type Needs = {
  readonly store: Pick<NotificationStore, 'insert' | 'covered'>;
  /** Takes covered changes out of the alerts. */
  readonly remove: (changes: readonly Change[]) => Promise<void>;
  readonly receivers: readonly string[];
  readonly lease: () => Lease;
  readonly digest: Digest;
};

/** Makes one notification per batch and receiver. What a crash or another instance has covered before is never grouped anew. */
export const coverChanges = ({ store, remove, receivers, lease, digest }: Needs): CoverChanges => {
  const uncovered = async ({ receiver, changes }: Notification): Promise<readonly Notification[]> => {
    const covered = await store.covered(
      receiver,
      changes.map(({ id }) => id),
    );
    const [first, ...others] = changes.filter(({ id }) => !covered.has(id));
    return first === undefined ? [] : [notificationOf(receiver, [first, ...others], digest)];
  };

  return async (batches) => {
    const made: HeldNotification[] = [];
    let open: readonly Notification[] = batches.flatMap((batch) =>
      receivers.map((receiver) => notificationOf(receiver, batch, digest)),
    );
    while (open.length > 0) {
      const held = lease();
      const refused = await store.insert(open, held);
      made.push(...open.filter(({ id }) => !refused.has(id)).map((one) => ({ ...one, lease: held, refusals: 0 })));
      open = (await Promise.all(open.filter(({ id }) => refused.has(id)).map(uncovered))).flat();
    }
    await remove(batches.flat());
    return made;
  };
};
