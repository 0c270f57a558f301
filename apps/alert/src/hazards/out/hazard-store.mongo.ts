import { randomUUID } from 'node:crypto';
import { crashPoint } from '@xiaomai/lifecycle';
import { insertUnordered, writeUnordered } from '@xiaomai/mongo';
import type { Collection } from 'mongoose';
import type { HazardRecord, HazardStore, SavedHazards } from '../flow/hazard-store.ts';
import {
  toHazardDocument,
  toHazardRecord,
  type HazardCollections,
  type HazardDocument,
} from './hazard-documents.mongo.ts';

type Hazards = HazardCollections['hazards'];
type Written = { readonly rev: string; readonly at: number };

const numbersOf = (records: readonly HazardRecord[]): string[] => records.map(({ number }) => number);

// The shared writers know no typed collections.
const writable = (collection: unknown): Collection => collection as Collection;

const documentsOf = (records: readonly HazardRecord[], written: Written): readonly HazardDocument[] =>
  records.flatMap(({ hazard, isUntold }) => (hazard === null ? [] : [toHazardDocument(hazard, isUntold, written)]));

async function inserted(hazards: Hazards, documents: readonly HazardDocument[]): Promise<ReadonlySet<string>> {
  const { duplicates } = await insertUnordered(writable(hazards), documents);
  return new Set(documents.filter((_, index) => !duplicates.has(index)).map(({ _id }) => _id));
}

async function replaced(
  hazards: Hazards,
  records: readonly HazardRecord[],
  written: Written,
): Promise<ReadonlySet<string>> {
  const before = new Map(records.map(({ number, rev }) => [number, rev]));
  const operations = documentsOf(records, written).map(({ _id, ...replacement }) => ({
    replaceOne: { filter: { _id, rev: before.get(_id) }, replacement },
  }));
  const { matched } = await writeUnordered(writable(hazards), operations);
  if (matched === records.length) return new Set(numbersOf(records));
  // Who lost is not told: the new revision stands where the write came through.
  const ours = { _id: { $in: numbersOf(records) }, rev: written.rev };
  const found = await hazards.find(ours, { projection: { _id: 1 } }).toArray();
  return new Set(found.map(({ _id }) => _id));
}

async function save(hazards: Hazards, records: readonly HazardRecord[], at: number): Promise<SavedHazards> {
  if (records.length === 0) return { saved: [], lost: [] };
  const written = { rev: randomUUID(), at };
  const fresh = records.filter(({ rev }) => rev === null);
  const known = records.filter(({ rev }) => rev !== null);
  const [first, later] = await Promise.all([
    inserted(hazards, documentsOf(fresh, written)),
    replaced(hazards, known, written),
  ]);
  crashPoint('alert.after-hazard-write');
  const isSaved = ({ number }: HazardRecord): boolean => first.has(number) || later.has(number);
  return {
    saved: records.filter(isSaved).map((record) => ({ ...record, rev: written.rev })),
    lost: numbersOf(records.filter((record) => !isSaved(record))),
  };
}

/** Hazards in MongoDB: new numbers are inserted, known ones replaced if their revision is still the one that was read. */
export function mongoHazardStore({ hazards }: Pick<HazardCollections, 'hazards'>, now: () => number): HazardStore {
  return {
    load: async (numbers) => {
      const documents = await hazards.find({ _id: { $in: [...numbers] } }).toArray();
      const found = new Map(documents.map((document) => [document._id, toHazardRecord(document)]));
      return numbers.map((number) => found.get(number) ?? { number, rev: null, hazard: null, isUntold: false });
    },
    save: (records) => save(hazards, records, now()),
    markTold: async (records) => {
      for (const [rev, group] of Map.groupBy(records, (record) => record.rev ?? '')) {
        await hazards.updateMany({ _id: { $in: numbersOf(group) }, rev }, { $unset: { untoldSince: 1 } });
      }
    },
    // Both bounds: a range open at one end is read to the end of the index by some servers.
    untold: async (before, limit) => {
      const found = hazards.find({ untoldSince: { $gt: 0, $lt: before } }).sort({ untoldSince: 1 });
      return (await found.limit(limit).toArray()).map(toHazardRecord);
    },
    pastDue: async (day, limit) => {
      const found = hazards.find({ openDue: { $gt: '0', $lt: day } }).sort({ openDue: 1 });
      return (await found.limit(limit).toArray()).map(toHazardRecord);
    },
  };
}
