import { createBatchQueue } from '@xiaomai/kernel';
import { insertUnordered, isDuplicateKey, writeUnordered } from '@xiaomai/mongo';
import type { Collection, Connection } from 'mongoose';
import type { KeyEvent, KeySecret, SchoolKey } from '../domain/school-key.ts';
import type { KeyStore, ProvidedKey } from '../flow/key-store.ts';

type KeyDocument = {
  _id: string;
  orgUnit: string;
  datasets: string[];
  label: string;
  signatureRequired: boolean;
  secrets: KeySecret[];
  revoked: boolean;
  version: number;
  createdAt: number;
  lastUsedAt?: number;
  history: KeyEvent[];
};

const mostAtOnce = 500;
const lastId = '\uffff';

const toDocument = ({ keyId, lastUsedAt: _used, datasets, secrets, history, ...key }: SchoolKey): KeyDocument => ({
  _id: keyId,
  ...key,
  datasets: [...datasets],
  secrets: [...secrets],
  history: [...history],
});

const toKey = ({ _id, lastUsedAt = 0, ...key }: KeyDocument): SchoolKey => ({ keyId: _id, ...key, lastUsedAt });

// What a database holds from before keys were managed here.
const ofOldTimes = { version: { $exists: false } };
const broughtUp = { label: '', signatureRequired: false, revoked: false, version: 1, secrets: [], history: [] };

const provided = ({ keyId, orgUnit, datasets, mac }: ProvidedKey, at: number): SchoolKey => ({
  ...{ keyId, orgUnit, datasets, label: '', signatureRequired: false, revoked: false },
  ...{ secrets: [{ mac, until: 0 }], version: 1, createdAt: at, lastUsedAt: 0 },
  history: [{ at, by: 'operator', kind: 'created', note: '' }],
});

// Keys that are asked for at the same time travel together.
const findQueue = (collection: Collection) =>
  createBatchQueue<string, SchoolKey | undefined>({
    maxItems: mostAtOnce,
    flush: async (ids) => {
      const found = await collection.find<KeyDocument>({ _id: { $in: [...new Set(ids)] as never } }).toArray();
      const keys = new Map(found.map((document) => [document._id, toKey(document)]));
      return ids.map((id) => keys.get(id));
    },
  });

const writing = (collection: Collection): Pick<KeyStore, 'insert' | 'replace' | 'noteUse' | 'provide'> => ({
  insert: async (key) => {
    try {
      await collection.insertOne(toDocument(key) as never);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  },
  replace: async (key) => {
    const { _id, ...fields } = toDocument(key);
    const filter = { _id: _id as never, version: key.version - 1 };
    return (await collection.updateOne(filter, { $set: fields })).matchedCount === 1;
  },
  noteUse: async (uses) => {
    const operations = [...uses].map(([_id, at]) => ({
      updateOne: { filter: { _id }, update: { $max: { lastUsedAt: at } } },
    }));
    for (let from = 0; from < operations.length; from += mostAtOnce)
      await writeUnordered(collection, operations.slice(from, from + mostAtOnce));
  },
  provide: async (keys, at) => {
    await collection.updateMany(ofOldTimes, { $set: { ...broughtUp, createdAt: at } });
    const documents = keys.map((key) => toDocument(provided(key, at)));
    const { duplicates } = await insertUnordered(collection, documents);
    const known = documents.filter((_, n) => duplicates.has(n));
    await writeUnordered(
      collection,
      known.map(({ _id, orgUnit, datasets, secrets }) => ({
        updateOne: { filter: { _id, version: 1 }, update: { $set: { orgUnit, datasets, secrets } } },
      })),
    );
  },
});

/** School keys in MongoDB, a document each. */
export async function mongoKeyStore(connection: Connection): Promise<KeyStore> {
  const collection = connection.collection('keys');
  await collection.createIndex({ orgUnit: 1 });
  return {
    find: findQueue(collection).push,
    list: async ({ orgUnits, after, limit }) => {
      const units = orgUnits === undefined ? {} : { orgUnit: { $in: [...orgUnits] } };
      const filter = { _id: { $gt: after, $lt: lastId } as never, ...units };
      const found = await collection.find<KeyDocument>(filter, { sort: { _id: 1 }, limit }).toArray();
      return found.map(toKey);
    },
    ...writing(collection),
  };
}
