import type { Change } from '../../notifications/domain/change.ts';
import { keyOf, type PendingChanges } from '../flow/alert-store.ts';
import type { AlertCollections } from './alert-documents.mongo.ts';

/** Changes that stand in the alert documents until notifications cover them. */
export function mongoPendingChanges({ alerts }: Pick<AlertCollections, 'alerts'>): PendingChanges {
  const remove = async (changes: readonly Change[]): Promise<void> => {
    const ids = changes.map(({ id }) => id);
    const keys = { _id: { $in: [...new Set(changes.map(keyOf))] } };
    // Nearly always a change stands alone: one update does it.
    const alone = await alerts.updateMany(
      { ...keys, pending: { $size: 1 }, 'pending.id': { $in: ids } },
      { $unset: { pending: 1, pendingSince: 1 } },
    );
    if (alone.modifiedCount === changes.length) return;
    await alerts.updateMany(keys, { $pull: { pending: { id: { $in: ids } } } });
    await alerts.updateMany({ ...keys, pending: { $size: 0 } }, { $unset: { pending: 1, pendingSince: 1 } });
  };

  return {
    standingSince: async (before, limit) => {
      const filter = { pendingSince: { $gt: 0, $lt: before } };
      const documents = await alerts
        .find(filter, { projection: { pending: 1 } })
        .sort({ pendingSince: 1 })
        .limit(limit)
        .toArray();
      return documents.flatMap((document) => document.pending ?? []);
    },
    remove,
  };
}
