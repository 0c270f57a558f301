import type { Connection } from 'mongoose';
import { mostRounds, type SpreadStore, type Unspread } from '../flow/spread-changes.ts';
import { changeCollection, type ChangeDocument } from './org-tree-documents.mongo.ts';

const open = Array.from({ length: mostRounds }, (_, rounds) => rounds);

/** Which versions of the tree are still to be spread, kept in the documents of the versions. */
export function mongoTreeSpread(connection: Connection): SpreadStore {
  const changes = changeCollection(connection);
  const withRounds = ({ version, rounds }: Unspread): object => ({ _id: version, rounds });
  return {
    due: async (now) => {
      const found = await changes
        .find<ChangeDocument>({ rounds: { $in: open }, dueAt: { $gte: 0, $lte: now } }, { sort: { _id: 1 } })
        .toArray();
      return found.map(({ _id, reason, affected, rounds }) => ({ version: _id, reason, affected, rounds }));
    },
    claim: async (one, { now, until }) => {
      const free = { ...withRounds(one), dueAt: { $gte: 0, $lte: now } };
      return (await changes.updateOne(free, { $set: { dueAt: until } })).modifiedCount === 1;
    },
    renew: async (one, until) => {
      await changes.updateOne(withRounds(one), { $set: { dueAt: until } });
    },
    finish: async (one, nextDueAt) => {
      await changes.updateOne(withRounds(one), { $set: { rounds: one.rounds + 1, dueAt: nextDueAt } });
    },
  };
}
