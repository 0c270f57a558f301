import { insertUnordered } from '@xiaomai/mongo';
import type { Collection, Connection } from 'mongoose';
import type { Entry } from '../domain/entry.ts';
import { insertDeadlineMs } from '../domain/epoch.ts';
import type { RevisionRange, RevisionStore } from '../flow/stores.ts';

type RevisionDocument = { _id: string; epoch: string; seq: number; at: number; idem?: string; payload: Buffer };

const digits = 6;
const largestRevision = 999_999;
const idsAtOnce = 2_000;
const documentId = (id: string, revision: number): string => `${id}|${String(revision).padStart(digits, '0')}`;

const toDocument = ({ id, revision, epoch, seq, at, mark, payload }: Entry): RevisionDocument => ({
  _id: documentId(id, revision),
  epoch,
  seq,
  at,
  ...(mark === '' ? {} : { idem: mark }),
  payload,
});

function toEntry({ _id, epoch, seq, at, idem, payload }: RevisionDocument): Entry {
  const end = _id.lastIndexOf('|');
  return { id: _id.slice(0, end), revision: Number(_id.slice(end + 1)), epoch, seq, at, mark: idem ?? '', payload };
}

function idsOf(ranges: readonly RevisionRange[]): readonly string[] {
  return ranges.flatMap(({ id, from, to }) =>
    Array.from({ length: to - from + 1 }, (_, n) => documentId(id, from + n)),
  );
}

/** The log in MongoDB: collection `revisions`, `_id` = `<submission>|<revision>`, never changed once inserted. */
export async function mongoRevisionStore(connection: Connection): Promise<RevisionStore> {
  // The bare driver, with a deadline that the server knows too: an insert that takes longer is given up on both sides.
  const collection = connection.getClient().db(connection.name).collection('revisions', {
    timeoutMS: insertDeadlineMs,
    promoteBuffers: true,
  }) as unknown as Collection;
  await connection.collection('revisions').createIndex({ epoch: 1, seq: 1 });

  const find = async (filter: object, options: object = {}): Promise<readonly Entry[]> => {
    const documents = await collection
      .find<RevisionDocument>(filter as never, { ...options, promoteBuffers: true })
      .toArray();
    return documents.map(toEntry);
  };

  return {
    insert: async (entries) => (await insertUnordered(collection, entries.map(toDocument))).duplicates,
    read: async (ranges) => {
      const ids = idsOf(ranges);
      const found: Entry[] = [];
      for (let from = 0; from < ids.length; from += idsAtOnce) {
        found.push(...(await find({ _id: { $in: ids.slice(from, from + idsAtOnce) } })));
      }
      return found;
    },
    history: (id) =>
      find({ _id: { $gte: documentId(id, 1), $lte: documentId(id, largestRevision) } }, { sort: { _id: 1 } }),
    ofEpoch: (epoch, { after, upTo, limit }) =>
      find({ epoch, seq: { $gt: after, $lte: upTo } }, { sort: { seq: 1 }, limit }),
  };
}
