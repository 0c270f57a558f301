import { crashPoint } from '@xiaomai/lifecycle';
import { insertUnordered } from '@xiaomai/mongo';
import { Schema, type Collection, type Connection } from 'mongoose';
import type { Notification } from '../domain/notification.ts';
import type { HeldNotification, Lease, NotificationStore } from '../flow/notification-store.ts';

type NotificationDocument = Omit<Notification, 'id'> & {
  readonly _id: string;
  /** <receiver>|<change id>, each in one document only: a change is never grouped twice for a receiver. */
  readonly covers: readonly string[];
  /** The receiver, as long as it is not sent. */
  readonly unsentFor?: string;
  readonly owner?: string;
  readonly leaseUntil?: number;
  readonly refusals: number;
  readonly sentAt?: number;
};

const { Mixed } = Schema.Types;
const schema = new Schema(
  {
    ...{ _id: String, receiver: String, group: Mixed, changes: [Mixed], covers: [String] },
    ...{ unsentFor: String, owner: String, leaseUntil: Number, refusals: Number, sentAt: Number },
  },
  { versionKey: false, minimize: false, autoIndex: false, autoCreate: false },
)
  .index({ covers: 1 }, { unique: true })
  .index({ unsentFor: 1, leaseUntil: 1 }, { sparse: true });

const coverOf = (receiver: string, changeId: string): string => `${receiver}|${changeId}`;

/** The collection of notifications, with its indexes made. */
export async function notificationCollection(connection: Connection): Promise<Collection<NotificationDocument>> {
  const model = connection.model('Notification', schema, 'notifications');
  await model.createIndexes();
  return model.collection as unknown as Collection<NotificationDocument>;
}

function toHeld({
  _id,
  receiver,
  group,
  changes,
  refusals,
  owner,
  leaseUntil,
}: NotificationDocument): HeldNotification {
  return { id: _id, receiver, group, changes, refusals, lease: { owner: owner ?? '', until: leaseUntil ?? 0 } };
}

async function claimed(
  notifications: Collection<NotificationDocument>,
  free: object,
  limits: Lease & { readonly most: number },
): Promise<readonly HeldNotification[]> {
  const found = await notifications
    .find(free, { projection: { _id: 1 } })
    .sort({ leaseUntil: 1 })
    .limit(limits.most)
    .toArray();
  if (found.length === 0) return [];
  const ids = { _id: { $in: found.map(({ _id }) => _id) } };
  const mine = { owner: limits.owner, leaseUntil: limits.until };
  await notifications.updateMany({ ...ids, ...free }, { $set: mine });
  return (await notifications.find({ ...ids, ...mine }).toArray()).map(toHeld);
}

/** Notifications in MongoDB. */
export function mongoNotificationStore(notifications: Collection<NotificationDocument>): NotificationStore {
  return {
    insert: async (made, { owner, until }) => {
      const documents = made.map(({ id, receiver, changes, group }) => ({
        ...{ _id: id, receiver, group, changes, covers: changes.map((change) => coverOf(receiver, change.id)) },
        ...{ unsentFor: receiver, owner, leaseUntil: until, refusals: 0 },
      }));
      const { duplicates } = await insertUnordered(notifications as unknown as Collection, documents);
      return new Set(made.filter((_, index) => duplicates.has(index)).map(({ id }) => id));
    },
    covered: async (receiver, changeIds) => {
      const sought = changeIds.map((id) => coverOf(receiver, id));
      const found = await notifications.find({ covers: { $in: sought } }, { projection: { covers: 1 } }).toArray();
      const covers = new Set(found.flatMap((document) => document.covers));
      return new Set(changeIds.filter((id) => covers.has(coverOf(receiver, id))));
    },
    claim: (receiver, lease, { now, most }) =>
      claimed(notifications, { unsentFor: receiver, leaseUntil: { $gt: 0, $lt: now } }, { ...lease, most }),
    renew: async (id, { owner, until }) => {
      const { matchedCount } = await notifications.updateOne({ _id: id, owner }, { $set: { leaseUntil: until } });
      return matchedCount === 1;
    },
    postpone: async (id, from) => {
      await notifications.updateOne({ _id: id }, { $set: { owner: '', leaseUntil: from }, $inc: { refusals: 1 } });
    },
    recordSent: async (id, at) => {
      crashPoint('alert.after-send');
      await notifications.updateOne(
        { _id: id },
        { $set: { sentAt: at }, $unset: { unsentFor: 1, owner: 1, leaseUntil: 1 } },
      );
      crashPoint('alert.after-record');
    },
    letGo: async (receiver, owner, now) => {
      const mine = { unsentFor: receiver, leaseUntil: { $gt: now, $lt: Number.MAX_SAFE_INTEGER }, owner };
      await notifications.updateMany(mine, { $set: { leaseUntil: now } });
    },
  };
}
