import { randomUUID } from 'node:crypto';
import { crashPoint } from '@xiaomai/lifecycle';
import { insertUnordered, writeUnordered } from '@xiaomai/mongo';
import type { Collection } from 'mongoose';
import { nothingYet } from '../domain/alert.ts';
import type { AlertRecord, AlertStore, Saved } from '../flow/alert-store.ts';
import { toDocument, toEpisodeDocument, toRecord, type AlertCollections, type AlertDocument } from './alert-documents.mongo.ts';

const blank = (key: string): AlertRecord => ({ key, rev: null, state: nothingYet, former: null, outbox: [], pending: [] });

/** Alerts in MongoDB: new keys are inserted, known ones replaced if their revision is still the one that was read. */
export function mongoAlertStore({ alerts, episodes }: AlertCollections, now: () => number): AlertStore {
  const writable = { alerts: alerts as unknown as Collection, episodes: episodes as unknown as Collection };

  const load = async (keys: readonly string[]): Promise<readonly AlertRecord[]> => {
    const documents = await alerts.find({ _id: { $in: [...keys] } }).toArray();
    const found = new Map(documents.map((document) => [document._id, document]));
    return keys.map((key) => {
      const document = found.get(key);
      return document === undefined ? blank(key) : toRecord(document);
    });
  };

  const insert = async (documents: readonly AlertDocument[]): Promise<ReadonlySet<string>> => {
    const { duplicates } = await insertUnordered(writable.alerts, documents);
    return new Set(documents.filter((_, index) => !duplicates.has(index)).map(({ _id }) => _id));
  };

  const replace = async (records: readonly AlertRecord[], rev: string): Promise<ReadonlySet<string>> => {
    const keys = records.map(({ key }) => key);
    const at = now();
    const { matched } = await writeUnordered(
      writable.alerts,
      records.map((record) => {
        const { _id, ...replacement } = toDocument(record, rev, at);
        return { replaceOne: { filter: { _id, rev: record.rev }, replacement } };
      }),
    );
    if (matched === records.length) return new Set(keys);
    // Who lost is not told: the new revision stands where the write came through.
    const written = await alerts.find({ _id: { $in: keys } }, { projection: { rev: 1 } }).toArray();
    return new Set(written.filter((document) => document.rev === rev).map(({ _id }) => _id));
  };

  // The replaced episode is kept before anything can replace it. Whoever comes late with an older state of it is refused by its id.
  const keepFormer = async (records: readonly AlertRecord[]): Promise<void> => {
    const formers = records.flatMap(({ former }) => (former === null ? [] : [former]));
    await writeUnordered(
      writable.episodes,
      formers.map((former) => {
        const { _id, ...replacement } = toEpisodeDocument(former);
        return { replaceOne: { filter: { _id, 'episode.version': { $lt: former.version } }, replacement, upsert: true } };
      }),
    );
  };

  const save = async (records: readonly AlertRecord[]): Promise<Saved> => {
    if (records.length === 0) return { saved: [], lost: [] };
    const rev = randomUUID();
    const fresh = records.filter((record) => record.rev === null);
    const known = records.filter((record) => record.rev !== null);
    await keepFormer(records);
    const [inserted, replaced] = await Promise.all([
      insert(fresh.map((record) => toDocument(record, rev, now()))),
      known.length === 0 ? new Set<string>() : replace(known, rev),
    ]);
    crashPoint('alert.after-write');
    const isSaved = ({ key }: AlertRecord): boolean => inserted.has(key) || replaced.has(key);
    return {
      saved: records.filter(isSaved).map((record) => ({ ...record, rev })),
      lost: records.filter((record) => !isSaved(record)).map(({ key }) => key),
    };
  };

  const clearOutbox = async (records: readonly AlertRecord[]): Promise<void> => {
    for (const [rev, group] of Map.groupBy(records, (record) => record.rev ?? '')) {
      await alerts.updateMany(
        { _id: { $in: group.map(({ key }) => key) }, rev },
        { $unset: { outbox: 1, unpublishedSince: 1, former: 1 } },
      );
    }
  };

  // Both bounds: a range open at one end is read to the end of the index by some servers.
  const standing = async (field: 'unpublishedSince' | 'dueAt', before: number, limit: number): Promise<readonly AlertRecord[]> => {
    const filter = { [field]: { $gt: 0, $lt: before } };
    const documents = await alerts.find(filter).sort({ [field]: 1 }).limit(limit).toArray();
    return documents.map((document) => toRecord(document));
  };

  return {
    load,
    save,
    clearOutbox,
    unpublished: (before, limit) => standing('unpublishedSince', before, limit),
    due: (before, limit) => standing('dueAt', before, limit),
  };
}
