import type { Connection } from 'mongoose';
import type { Epoch } from '../domain/epoch.ts';
import type { EpochStore } from '../flow/stores.ts';

type EpochDocument = Omit<Epoch, 'id'> & { _id: string };

const keepDeadlineMs = 3_000;

const toDocument = ({ id, holder, beat, state, startedAt, published }: Epoch): EpochDocument => ({
  _id: id,
  holder,
  beat,
  state,
  startedAt,
  published,
});

const toEpoch = ({ _id, holder, beat, state, startedAt, published }: EpochDocument): Epoch => ({
  id: _id,
  holder,
  beat,
  state,
  startedAt,
  published,
});

/** Epochs in MongoDB: collection `epochs`, changed only by whoever holds them. */
export function mongoEpochStore(connection: Connection): EpochStore {
  const collection = connection
    .getClient()
    .db(connection.name)
    .collection<EpochDocument>('epochs', { timeoutMS: keepDeadlineMs });
  return {
    begin: async (epoch) => {
      await collection.insertOne(toDocument(epoch));
    },
    keep: async (epoch, by) => {
      const { holder, beat, state, published } = epoch;
      const outcome = await collection.updateOne(
        { _id: epoch.id, holder: by },
        { $set: { holder, beat, state, published } },
      );
      return outcome.matchedCount === 1;
    },
    claim: async (seen, holder) => {
      const outcome = await collection.updateOne(
        { _id: seen.id, holder: seen.holder, beat: seen.beat },
        { $set: { holder, beat: seen.beat + 1, state: 'adopting' } },
      );
      return outcome.matchedCount === 1;
    },
    unclosed: async () =>
      (await collection.find({ state: { $in: ['open', 'adopting', 'closing'] } }).toArray()).map(toEpoch),
    find: async (ids) => (await collection.find({ _id: { $in: [...ids] } }).toArray()).map(toEpoch),
    all: async () => (await collection.find({}).sort({ startedAt: 1 }).toArray()).map(toEpoch),
  };
}
