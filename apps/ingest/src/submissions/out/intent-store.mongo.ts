import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Connection } from 'mongoose';
import type { Intent, IntentStore } from '../flow/push-atomic.ts';

// Compressed: a request may be longer than a document.
type IntentDocument = { _id: string; at: number; appendings: Buffer };

const mostAtOnce = 20;

const toDocument = async ({ id, at, appendings }: Intent): Promise<IntentDocument> => ({
  _id: id,
  at,
  appendings: await promisify(gzip)(JSON.stringify(appendings), { level: 1 }),
});

const toIntent = async ({ _id, at, appendings }: IntentDocument): Promise<Intent> => ({
  id: _id,
  at,
  appendings: JSON.parse((await promisify(gunzip)(appendings)).toString('utf8')) as Intent['appendings'],
});

/** All-or-nothing requests under way, in MongoDB, a document each. */
export function mongoIntentStore(connection: Connection): IntentStore {
  const collection = connection.getClient().db(connection.name).collection<IntentDocument>('intents');
  return {
    begin: async (intent) => {
      await collection.insertOne(await toDocument(intent));
    },
    done: async (id) => {
      await collection.deleteOne({ _id: id });
    },
    before: async (at) => {
      const found = await collection
        .find({ at: { $lt: at } }, { promoteBuffers: true })
        .limit(mostAtOnce)
        .toArray();
      return Promise.all(found.map(toIntent));
    },
  };
}
