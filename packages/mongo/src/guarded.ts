import type { Collection } from 'mongoose';
import { writeUnordered, type BulkOperation } from './bulk.ts';

/** Fields to be set in one document while one of its fields still holds what was read; `set` changes that field as well. */
export type GuardedUpdate = {
  readonly _id: string;
  /** The field that tells whether another writer came first, and what it held; null = nothing. */
  readonly guard: readonly [field: string, was: string | number | null];
  readonly set: object;
};

// The condition stands in the update: a filter of nothing but _id names its document, any other has the server look for candidates
// first, which costs it as much again as the update.
function operationOf({ _id, guard, set }: GuardedUpdate): BulkOperation {
  const [field, was] = guard;
  const holds = { $eq: [{ $ifNull: [`$${field}`, null] }, { $literal: was }] };
  const changed = { $mergeObjects: ['$$ROOT', { $literal: set }] };
  return { updateOne: { filter: { _id }, update: [{ $replaceWith: { $cond: [holds, changed, '$$ROOT'] } }] } };
}

/** Updates documents in one round trip, each only if its guard still holds; tells how many were updated. */
export async function updateGuarded(
  collection: Pick<Collection, 'insertMany' | 'bulkWrite'>,
  updates: readonly GuardedUpdate[],
): Promise<number> {
  return (await writeUnordered(collection, updates.map(operationOf))).modified;
}
