import { isDuplicateKey } from '@xiaomai/mongo';
import { Schema, type Connection } from 'mongoose';
import { decidedId, type DecidedPeriod } from '../domain/closing.ts';
import type { PeriodStore } from '../flow/period-store.ts';

type PeriodDocument = Omit<DecidedPeriod, 'history'> & { _id: string; history: DecidedPeriod['history'][number][] };
type VersionDocument = { _id: string; n: number };

const schema = new Schema<PeriodDocument>(
  {
    ...{ _id: { type: String, required: true }, dataset: String, period: String, orgUnit: String },
    history: [{ at: Number, by: String, kind: { type: String }, reason: String, _id: false }],
  },
  { versionKey: false },
);
const versionSchema = new Schema<VersionDocument>(
  { _id: { type: String, required: true }, n: Number },
  { versionKey: false },
);
const versionId = 'decided-periods';

/** Decisions on periods in MongoDB: a document an org unit and period, and one that counts the decisions. */
export function mongoPeriodStore(connection: Connection): PeriodStore {
  const periods = connection.model('DecidedPeriod', schema, 'decided_periods');
  const versions = connection.model('PeriodVersion', versionSchema, 'versions');

  const write = async (decided: DecidedPeriod): Promise<boolean> => {
    const { history, ...key } = decided;
    const _id = decidedId(key);
    const last = history.at(-1);
    if (history.length > 1) {
      const before = { _id, history: { $size: history.length - 1 } };
      return (await periods.updateOne(before, { $push: { history: last } })).modifiedCount === 1;
    }
    try {
      await periods.create({ _id, ...key, history: [...history] });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  };

  return {
    version: async () => (await versions.findById(versionId).lean())?.n ?? 0,
    all: async () => {
      const found = await periods.find().lean();
      return found.flatMap(({ dataset, period, orgUnit, history: [first, ...more] }) =>
        first === undefined ? [] : [{ dataset, period, orgUnit, history: [first, ...more] as const }],
      );
    },
    append: async (decided) => {
      const isStored = await write(decided);
      if (isStored) await versions.updateOne({ _id: versionId }, { $inc: { n: 1 } }, { upsert: true });
      return isStored;
    },
  };
}
