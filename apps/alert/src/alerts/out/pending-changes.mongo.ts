import type { PendingChanges } from '../flow/alert-store.ts';
import type { AlertCollections } from './alert-documents.mongo.ts';
import type { Untold } from './untold.mongo.ts';

/** Changes that stand in the alert documents until notifications cover them. */
export function mongoPendingChanges({ alerts }: Pick<AlertCollections, 'alerts'>, untold: Untold): PendingChanges {
  return {
    standingSince: async (before, limit) => {
      const rows = await untold.before('people', before, limit);
      if (rows.length === 0) return [];
      const keys = [...new Set(rows.flatMap((row) => row.keys))];
      const documents = await alerts.find({ _id: { $in: keys } }, { projection: { pending: 1 } }).toArray();
      const pending = new Map(documents.map((document) => [document._id, document.pending ?? []]));
      const open = await untold.follow(rows, (key) => (pending.get(key) ?? []).map(({ id }) => id));
      return documents.flatMap((document) => document.pending ?? []).filter(({ id }) => open.has(id));
    },
    remove: (changes) => untold.covered(changes.map(({ id }) => id)),
  };
}
