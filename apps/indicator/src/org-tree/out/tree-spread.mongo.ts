import type { Collection, Connection } from 'mongoose';
import type { UnspreadTree } from '../flow/spread-changes.ts';
import type { SpreadStore } from '../flow/spread.ts';
import { changeCollection, type ChangeDocument } from './org-tree-documents.mongo.ts';
import { dueBy, roundsIn, type Rounds } from './spread-rounds.mongo.ts';

/** Which versions of the tree are still to be spread, kept in the documents of the versions. */
export function mongoTreeSpread(connection: Connection): SpreadStore<UnspreadTree> {
  const changes = changeCollection(connection);
  return {
    ...roundsIn(changes as unknown as Collection<Rounds>),
    due: async (now) => {
      const found = await changes.find<ChangeDocument>(dueBy(now), { sort: { _id: 1 } }).toArray();
      return found.map(({ _id, reason, affected, rounds }) => ({ version: _id, reason, affected, rounds }));
    },
  };
}
