import type { Connection } from 'mongoose';
import type { SchoolKey } from '../domain/school-key.ts';

type KeyDocument = { _id: string; mac: string; orgUnit: string; datasets: string[]; revoked?: boolean };

/** Where school keys are kept. */
export type KeyStore = {
  readonly find: (keyId: string) => Promise<SchoolKey | undefined>;
  /** Adds the keys that are missing and replaces those that differ; a revoked key stays revoked. */
  readonly provide: (keys: readonly SchoolKey[]) => Promise<void>;
};

/** School keys in MongoDB. */
export function mongoKeyStore(connection: Connection): KeyStore {
  const collection = connection.collection('keys');
  return {
    find: async (keyId) => {
      const found = await collection.findOne<KeyDocument>({ _id: keyId as never });
      if (found === null || found.revoked === true) return undefined;
      return { keyId, mac: found.mac, orgUnit: found.orgUnit, datasets: found.datasets };
    },
    provide: async (keys) => {
      if (keys.length === 0) return;
      await collection.bulkWrite(
        keys.map(({ keyId, mac, orgUnit, datasets }) => ({
          updateOne: {
            filter: { _id: keyId as never },
            update: { $set: { mac, orgUnit, datasets: [...datasets] } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },
  };
}
