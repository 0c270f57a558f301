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
import type { Untold } from './untold.mongo.ts';

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

async function replaced(
  alerts: AlertCollections['alerts'],
  records: readonly AlertRecord[],
  rev: string,
): Promise<ReadonlySet<string>> {
  const operations = records.map((record) => {
    const { _id, ...replacement } = toDocument(record, rev);
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
  untold: Untold,
  { records, at }: { readonly records: readonly AlertRecord[]; readonly at: number },
): Promise<Saved> {
  if (records.length === 0) return { saved: [], lost: [] };
  const rev = untold.newRev();
  await untold.note(rev, records, at);
  crashPoint('alert.before-write');
  const fresh = records.filter((record) => record.rev === null).map((record) => toDocument(record, rev));
  const known = records.filter((record) => record.rev !== null);
  await keepFormer(episodes, records);
  const [first, later] = await Promise.all([inserted(alerts, fresh), replaced(alerts, known, rev)]);
  crashPoint('alert.after-write');
  const isSaved = ({ key }: AlertRecord): boolean => first.has(key) || later.has(key);
  const lost = records.filter((record) => !isSaved(record));
  await untold.withdraw(rev, lost);
  return { saved: records.filter(isSaved).map((record) => ({ ...record, rev })), lost: keysOf(lost) };
}

/** Alerts in MongoDB: new keys are inserted, known ones replaced if their revision is still the one that was read. */
export function mongoAlertStore(collections: AlertCollections, untold: Untold, now: () => number): AlertStore {
  const { alerts } = collections;

  // What has been told by now still stands in the document, and is left out here.
  const recordsOf = async (documents: readonly AlertDocument[]): Promise<readonly AlertRecord[]> => {
    const stands = await untold.standingOf(documents);
    return documents.map((document) => {
      const record = toRecord(document);
      return {
        ...record,
        ...(stands(document, 'services') ? {} : { outbox: [], former: null }),
        ...(stands(document, 'people') ? {} : { pending: [] }),
      };
    });
  };

  return {
    load: async (keys) => {
      const documents = await alerts.find({ _id: { $in: [...keys] } }).toArray();
      const found = new Map((await recordsOf(documents)).map((record) => [record.key, record]));
      return keys.map((key) => found.get(key) ?? blank(key));
    },
    save: (records) => save(collections, untold, { records, at: now() }),
    clearOutbox: untold.published,
    unpublished: async (before, limit) => {
      const rows = await untold.before('services', before, limit);
      const keys = [...new Set(rows.flatMap((row) => row.keys))];
      const documents = keys.length === 0 ? [] : await alerts.find({ _id: { $in: keys } }).toArray();
      return { records: documents.map(toRecord), clear: () => untold.remove(rows.map(({ _id }) => _id)) };
    },
    due: async (before, limit) => {
      // Both bounds: a range open at one end is read to the end of the index by some servers.
      const found = alerts.find({ dueAt: { $gt: 0, $lt: before } }).sort({ dueAt: 1 });
      return recordsOf(await found.limit(limit).toArray());
    },
  };
}
