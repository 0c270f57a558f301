import { isDuplicateKey } from '@xiaomai/mongo';
import { Schema, type Connection } from 'mongoose';
import type { DueLease, DueProgress, DueProgressStore } from '../flow/due-progress.ts';
import { nothingDone } from '../flow/due-progress.ts';

type ProgressDocument = Omit<DueProgress, 'dataset'> & DueLease & { _id: string };

const schema = new Schema<ProgressDocument>(
  {
    ...{ _id: { type: String, required: true }, through: Number, reminded: Number },
    ...{ plan: String, task: String, unit: String, owner: String, until: Number },
  },
  { versionKey: false },
);

const fromDocument = ({ _id, through, reminded, plan, task, unit }: ProgressDocument): DueProgress => ({
  ...{ dataset: _id, through, reminded, plan, task, unit },
});

/** Progress in MongoDB, a document a dataset. */
export function mongoDueProgressStore(connection: Connection): DueProgressStore {
  const progress = connection.model<ProgressDocument>('DueProgress', schema, 'due_progress');

  const begin = async (dataset: string, lease: DueLease): Promise<DueProgress | undefined> => {
    const first = nothingDone(dataset);
    const { dataset: _id, ...fields } = first;
    try {
      await progress.create({ _id, ...fields, ...lease });
      return first;
    } catch (error) {
      if (isDuplicateKey(error)) return undefined; // somebody else has it
      throw error;
    }
  };

  return {
    read: async (datasets) => (await progress.find({ _id: { $in: [...datasets] } }).lean()).map(fromDocument),
    claim: async (dataset, lease, now) => {
      const free = { _id: dataset, $or: [{ until: { $lte: now } }, { owner: lease.owner }] };
      const found = await progress.findOneAndUpdate(free, { $set: lease }, { returnDocument: 'before' }).lean();
      return found === null ? begin(dataset, lease) : fromDocument(found);
    },
    save: async ({ dataset, ...fields }, lease) => {
      const mine = { _id: dataset, owner: lease.owner };
      return (await progress.updateOne(mine, { $set: { ...fields, ...lease } })).matchedCount === 1;
    },
  };
}
