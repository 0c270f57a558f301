import { insertUnordered, updateGuarded } from '@xiaomai/mongo';
import { Schema, type Connection } from 'mongoose';
import type { FoundStanding, StandingStore, StoredStanding } from '../flow/standing/standing-memory.ts';

type StandingDocument = { _id: string; n: number; failing: { i: string; end: string }[]; ended?: string[] };

const schema = new Schema<StandingDocument>(
  {
    _id: { type: String, required: true },
    n: Number,
    failing: [{ i: String, end: String, _id: false }],
    ended: [String],
  },
  { versionKey: false },
);

const toDocument = ({ key, sequence, standing }: StoredStanding): Required<StandingDocument> => ({
  _id: key,
  n: sequence,
  failing: Object.entries(standing.failing).map(([i, end]) => ({ i, end })),
  ended: [...standing.ended],
});

const fromDocument = ({ _id, n, failing, ended }: StandingDocument): FoundStanding => ({
  key: _id,
  sequence: n,
  standing: {
    failing: Object.fromEntries(failing.map(({ i, end }) => [i, end])),
    ...(ended === undefined ? {} : { ended }),
  },
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
      const first = standings.filter(({ before }) => before === 0);
      const { duplicates } = await insertUnordered(collection, first.map(toDocument));
      const later = standings.filter(({ before }) => before > 0);
      const updates = later.map((one) => {
        const { _id, n, failing, ended } = toDocument(one);
        return { _id, guard: ['n', one.before], set: { n, failing, ended } } as const;
      });
      const written = await updateGuarded(collection, updates);
      if (duplicates.size > 0 || written !== later.length) throw new Error('another writer changed the same standings');
    },
  };
}
