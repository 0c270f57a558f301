import { unitAt } from '../../alerts/domain/seen-from.ts';
import { randomUUID } from 'node:crypto';
import { insertUnordered, isDuplicateKey } from '@xiaomai/mongo';
import type { Collection } from 'mongoose';
import type { RoundLine } from '../../hazards/domain/tally.ts';
import { coverageOf, type RoundEntry } from '../domain/visit.ts';
import type { RegisterStore, UntoldEntry } from '../flow/campaign-store.ts';
import {
  toEntry,
  toEntryDocument,
  toLine,
  type CampaignCollections,
  type EntryDocument,
  type Words,
} from './campaign-documents.mongo.ts';

type Entries = CampaignCollections['entries'];

const insertedAtOnce = 500;
const endOfTexts = '\uffff';

const below = (path: string): Words => (path === '' ? {} : { $and: [{ within: unitAt(path) }] });

async function add(entries: Entries, units: readonly RoundEntry[]): Promise<void> {
  for (let from = 0; from < units.length; from += insertedAtOnce) {
    const part = units
      .slice(from, from + insertedAtOnce)
      .map((entry) => toEntryDocument(entry, randomUUID(), undefined));
    await insertUnordered(entries as unknown as Collection, part);
  }
}

async function save(entries: Entries, rev: string | null, document: EntryDocument): Promise<boolean> {
  const { _id, ...replacement } = document;
  if (rev !== null) return (await entries.replaceOne({ _id, rev }, replacement)).matchedCount === 1;
  try {
    await entries.insertOne(document);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

async function lines(
  entries: Entries,
  orgUnits: readonly string[],
): Promise<ReadonlyMap<string, readonly RoundLine[]>> {
  const found = new Map<string, RoundLine[]>();
  for await (const document of entries.find({ orgUnit: { $in: [...orgUnits] } })) {
    const known = found.get(document.orgUnit);
    if (known === undefined) found.set(document.orgUnit, [toLine(document)]);
    else known.push(toLine(document));
  }
  return found;
}

async function* all(entries: Entries): AsyncIterable<readonly RoundEntry[]> {
  let batch: RoundEntry[] = [];
  for await (const document of entries.find({})) {
    batch.push(toEntry(document));
    if (batch.length < insertedAtOnce) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

// An entry of a round that goes on tells of its visits; one of a round that is over tells of its end as well.
const untoldOf = ({ round, orgUnit, rev, start }: EntryDocument): UntoldEntry => ({
  round,
  orgUnit,
  rev,
  since: start,
});

type Writing = Pick<RegisterStore, 'add' | 'load' | 'save' | 'end' | 'untold' | 'markTold'>;

const writing = (entries: Entries, now: () => number): Writing => ({
  add: (units) => add(entries, units),
  load: async (round, orgUnit) => {
    const found = await entries.findOne({ _id: `${round}|${orgUnit}` });
    return found === null ? undefined : { rev: found.rev, entry: toEntry(found) };
  },
  save: ({ rev, entry }) => save(entries, rev, toEntryDocument(entry, randomUUID(), now())),
  end: async (round) => {
    const change = { isOver: true, rev: randomUUID(), untoldSince: now() };
    await entries.updateMany({ round, isOver: false }, { $set: change });
  },
  untold: async (before, limit) => {
    const found = entries.find({ untoldSince: { $gt: 0, $lt: before } }).sort({ untoldSince: 1 });
    return (await found.limit(limit).toArray()).map(untoldOf);
  },
  markTold: async (told) => {
    for (const [rev, group] of Map.groupBy(told, (one) => one.rev)) {
      const ids = group.map(({ round, orgUnit }) => `${round}|${orgUnit}`);
      await entries.updateMany({ _id: { $in: ids }, rev }, { $unset: { untoldSince: 1 } });
    }
  },
});

/** Registers and visits in MongoDB: a document for each org unit of a round. */
export function mongoRegisterStore(
  { entries }: Pick<CampaignCollections, 'entries'>,
  now: () => number,
): RegisterStore {
  return {
    ...writing(entries, now),
    coverage: async (round, path) => {
      const found = entries.find({ round, ...below(path) }, { projection: { isRegistered: 1, 'entry.visits': 1 } });
      const parts: Pick<RoundEntry, 'isRegistered' | 'visits'>[] = [];
      for await (const { isRegistered, entry } of found) parts.push({ isRegistered, visits: entry.visits });
      return coverageOf(parts);
    },
    missing: async (round, path, { after, limit }) => {
      const place = { round, orgUnit: { $gt: after, $lt: endOfTexts }, ...below(path) };
      const found = entries.find({ ...place, isRegistered: true, isVisited: false }).sort({ orgUnit: 1 });
      return (await found.limit(limit).toArray()).map(({ orgUnit, entry }) => ({ orgUnit, orgName: entry.orgName }));
    },
    lines: (orgUnits) => lines(entries, orgUnits),
    all: () => all(entries),
    during: async ({ within, path }, { from, to }) => {
      const span = { within, start: { $gte: '0000-01-01', $lte: to }, end: { $gte: from }, ...below(path) };
      return (await entries.find(span).toArray()).map(toEntry);
    },
  };
}
