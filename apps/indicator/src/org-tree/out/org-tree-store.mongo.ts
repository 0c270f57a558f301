import { randomUUID } from 'node:crypto';
import { insertUnordered, isDuplicateKey } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import type { Stretch, UnitHistory } from '../domain/org-tree.ts';
import type { ChangesFilter, CommittedVersion, NextVersion, OrgTreeStore, TreeChange } from '../flow/org-tree-store.ts';
import { mostRounds } from '../flow/spread.ts';
import { firstTree } from './first-tree.mongo.ts';
import {
  changeCollection,
  recordCollection,
  type ChangeDocument,
  type RecordDocument,
} from './org-tree-documents.mongo.ts';

const recordsAtOnce = 500;
const farAhead = 1_000_000_000;

const stretchOf = ({ parent, type, nameZh, nameEn, validFrom, validTo, tags }: Stretch): Stretch => ({
  parent,
  type,
  nameZh,
  nameEn,
  validFrom,
  validTo,
  tags: [...tags],
});

const historyOf = ({ unit, stretches, successors, version }: RecordDocument): UnitHistory => ({
  id: unit,
  stretches: stretches.map(stretchOf),
  successors: [...successors],
  version,
});

const changeOf = ({
  _id,
  attempt: _attempt,
  affected,
  rounds: _rounds,
  dueAt: _dueAt,
  ...rest
}: ChangeDocument): TreeChange => ({
  version: _id,
  ...rest,
  affected: affected.length,
});

type Versions = Pick<ChangeDocument, '_id' | 'attempt'>;

type Wanted = {
  readonly versions: readonly Versions[];
  readonly before: readonly UnitHistory[];
  readonly all: boolean;
};

async function newestRecords(
  connection: Connection,
  { versions, before, all }: Wanted,
): Promise<CommittedVersion['changed']> {
  const attempts = versions.map(({ attempt }) => attempt);
  const wanted = all ? {} : { attempt: { $in: attempts } };
  const inForce = new Set(attempts);
  const newest = new Map(before.map((history) => [history.id, history]));
  for await (const record of recordCollection(connection).find<RecordDocument>(wanted)) {
    if (!inForce.has(record.attempt)) continue;
    const known = newest.get(record.unit);
    if (known === undefined || known.version < record.version) newest.set(record.unit, historyOf(record));
  }
  return [...newest.values()];
}

async function insertVersion(
  connection: Connection,
  { change, affected }: NextVersion,
  attempt: string,
): Promise<boolean> {
  const { version, ...words } = change;
  const document = {
    _id: version,
    ...words,
    attempt,
    affected: [...affected],
    rounds: affected.length === 0 ? mostRounds : 0,
    dueAt: 0,
  };
  try {
    await changeCollection(connection).insertOne(document as never);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** The tree in MongoDB: records are only ever inserted; the document of a version, inserted last, puts its records in force. */
export function mongoOrgTreeStore(connection: Connection): OrgTreeStore {
  const changes = changeCollection(connection);
  return {
    since: async (version): Promise<CommittedVersion | undefined> => {
      const later = { _id: { $gt: version, $lt: version + farAhead } as never };
      const versions = await changes.find<Versions>(later, { projection: { attempt: 1 } }).toArray();
      const all = version === 0;
      const first = all ? await firstTree(connection) : undefined;
      const newest = Math.max(first?.version ?? 0, ...versions.map(({ _id }) => _id));
      if (newest === 0) return undefined;
      const wanted = { versions, before: first?.histories ?? [], all };
      return { version: newest, changed: await newestRecords(connection, wanted) };
    },
    append: async (next) => {
      const attempt = randomUUID();
      const documents = next.histories.map(({ id, ...history }) => ({
        _id: `${attempt}|${id}`,
        attempt,
        unit: id,
        ...history,
      }));
      for (let from = 0; from < documents.length; from += recordsAtOnce) {
        await insertUnordered(recordCollection(connection), documents.slice(from, from + recordsAtOnce));
      }
      return insertVersion(connection, next, attempt);
    },
    changes: async ({ unit, before, limit }: ChangesFilter) => {
      const bounds = { _id: { $gt: 0, $lt: before > 0 ? before : farAhead } as never };
      const wanted = unit === '' ? bounds : { ...bounds, changed: unit };
      const found = await changes.find<ChangeDocument>(wanted, { sort: { _id: -1 }, limit }).toArray();
      return found.map(changeOf);
    },
  };
}
