import { randomUUID } from 'node:crypto';
import { crashPoint } from '@xiaomai/lifecycle';
import { insertUnordered, writeUnordered } from '@xiaomai/mongo';
import type { Collection } from 'mongoose';
import { nothingYet } from '../domain/alert.ts';
import type { AlertRecord, AlertStore, Saved } from '../flow/alert-store.ts';
import {
  toDocument,
  toEpisodeDocument,
  toRecord,
  type AlertCollections,
  type AlertDocument,
} from './alert-documents.mongo.ts';

const blank = (key: string): AlertRecord => ({
  key,
  rev: null,
  state: nothingYet,
  former: null,
  outbox: [],
  pending: [],
});
const keysOf = (records: readonly AlertRecord[]): string[] => records.map(({ key }) => key);

// The shared writers know no typed collections.
const writable = (collection: unknown): Collection => collection as Collection;

async function inserted(
  alerts: AlertCollections['alerts'],
  documents: readonly AlertDocument[],
): Promise<ReadonlySet<string>> {
  const { duplicates } = await insertUnordered(writable(alerts), documents);
  return new Set(documents.filter((_, index) => !duplicates.has(index)).map(({ _id }) => _id));
}

type Write = { readonly rev: string; readonly at: number };

async function replaced(
  alerts: AlertCollections['alerts'],
  records: readonly AlertRecord[],
  { rev, at }: Write,
): Promise<ReadonlySet<string>> {
  const operations = records.map((record) => {
    const { _id, ...replacement } = toDocument(record, rev, at);
    return { replaceOne: { filter: { _id, rev: record.rev }, replacement } };
  });
  const { matched } = await writeUnordered(writable(alerts), operations);
  if (matched === records.length) return new Set(keysOf(records));
  // Who lost is not told: the new revision stands where the write came through.
  const written = await alerts.find({ _id: { $in: keysOf(records) }, rev }, { projection: { _id: 1 } }).toArray();
  return new Set(written.map(({ _id }) => _id));
}

// The replaced episode is kept before anything can replace it. Whoever comes late with an older state of it is refused by its id.
async function keepFormer(episodes: AlertCollections['episodes'], records: readonly AlertRecord[]): Promise<void> {
  const operations = records
    .flatMap(({ former }) => former ?? [])
    .map((former) => {
      const { _id, ...replacement } = toEpisodeDocument(former);
      return { replaceOne: { filter: { _id, 'episode.version': { $lt: former.version } }, replacement, upsert: true } };
    });
  await writeUnordered(writable(episodes), operations);
}

async function save(
  { alerts, episodes }: AlertCollections,
  records: readonly AlertRecord[],
  at: number,
): Promise<Saved> {
  if (records.length === 0) return { saved: [], lost: [] };
  const write = { rev: randomUUID(), at };
  const fresh = records.filter(({ rev }) => rev === null).map((record) => toDocument(record, write.rev, at));
  const known = records.filter(({ rev }) => rev !== null);
  await keepFormer(episodes, records);
  const [first, later] = await Promise.all([inserted(alerts, fresh), replaced(alerts, known, write)]);
  crashPoint('alert.after-write');
  const isSaved = ({ key }: AlertRecord): boolean => first.has(key) || later.has(key);
  return {
    saved: records.filter(isSaved).map((record) => ({ ...record, rev: write.rev })),
    lost: keysOf(records.filter((record) => !isSaved(record))),
  };
}

/** Alerts in MongoDB: new keys are inserted, known ones replaced if their revision is still the one that was read. */
export function mongoAlertStore(collections: AlertCollections, now: () => number): AlertStore {
  const { alerts } = collections;

  // Both bounds: a range open at one end is read to the end of the index by some servers.
  const standing = async (field: string, before: number, limit: number): Promise<readonly AlertRecord[]> => {
    const found = alerts.find({ [field]: { $gt: 0, $lt: before } }).sort({ [field]: 1 });
    return (await found.limit(limit).toArray()).map(toRecord);
  };

  return {
    load: async (keys) => {
      const documents = await alerts.find({ _id: { $in: [...keys] } }).toArray();
      const found = new Map(documents.map((document) => [document._id, toRecord(document)]));
      return keys.map((key) => found.get(key) ?? blank(key));
    },
    save: (records) => save(collections, records, now()),
    clearOutbox: async (records) => {
      for (const [rev, group] of Map.groupBy(records, (record) => record.rev ?? '')) {
        const unchanged = { _id: { $in: keysOf(group) }, rev };
        await alerts.updateMany(unchanged, { $unset: { outbox: 1, unpublishedSince: 1, former: 1 } });
      }
    },
    unpublished: (before, limit) => standing('unpublishedSince', before, limit),
    due: (before, limit) => standing('dueAt', before, limit),
  };
}
