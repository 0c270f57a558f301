import { insertUnordered, writeUnordered } from '@xiaomai/mongo';
import { Schema, type Connection } from 'mongoose';
import type { StandingStore, StoredStanding } from '../flow/keep-standings.ts';

type StandingDocument = { _id: string; n: number; failing: { i: string; end: string }[] };

const schema = new Schema<StandingDocument>(
  { _id: { type: String, required: true }, n: Number, failing: [{ i: String, end: String, _id: false }] },
  { versionKey: false },
);

const toDocument = ({ key, writes, standing }: StoredStanding): StandingDocument => ({
  _id: key,
  n: writes,
  failing: Object.entries(standing.failing).map(([i, end]) => ({ i, end })),
});

const fromDocument = ({ _id, n, failing }: StandingDocument): StoredStanding => ({
  key: _id,
  writes: n,
  standing: { failing: Object.fromEntries(failing.map(({ i, end }) => [i, end])) },
});

/** Standings in MongoDB, written only when they change. */
export function mongoStandingStore(connection: Connection): StandingStore {
  const { collection } = connection.model('Standing', schema, 'standings');
  return {
    read: async (keys) => {
      const found = await collection.find<StandingDocument>({ _id: { $in: [...keys] } as never }).toArray();
      return new Map(found.map((document) => [document._id, fromDocument(document)]));
    },
    write: async (standings) => {
      const documents = standings.map(toDocument);
      const first = documents.filter(({ n }) => n === 1);
      const { duplicates } = await insertUnordered(collection, first);
      const later = documents.filter(({ n }) => n > 1);
      const { matched } = await writeUnordered(
        collection,
        later.map(({ _id, n, failing }) => ({ updateOne: { filter: { _id, n: n - 1 }, update: { $set: { n, failing } } } })),
      );
      if (duplicates.size > 0 || matched !== later.length) throw new Error('another writer changed the same standings');
    },
  };
}
