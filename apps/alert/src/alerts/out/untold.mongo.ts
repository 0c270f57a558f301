import { randomUUID } from 'node:crypto';
import { insertUnordered } from '@xiaomai/mongo';
import type { Collection } from 'mongoose';
import type { AlertRecord } from '../flow/alert-store.ts';
import type { AlertCollections, AlertDocument, UntoldDocument } from './alert-documents.mongo.ts';
import { createLedger, type Ledger } from './ledger.ts';

type Kind = UntoldDocument['kind'];
type Told = Pick<AlertDocument, 'rev' | 'outbox' | 'pending'>;
type Rows = AlertCollections['untold'];

/** Which writes have left something to be told. What has been told stays in the alert until it is next written: no write takes it out. */
export type Untold = {
  /** A revision that nobody has used. */
  readonly newRev: () => string;
  /** Notes, before they are written, that records have something to tell. */
  readonly note: (rev: string, records: readonly AlertRecord[], at: number) => Promise<void>;
  /** These were not written after all. */
  readonly withdraw: (rev: string, records: readonly AlertRecord[]) => Promise<void>;
  readonly published: (records: readonly AlertRecord[]) => Promise<void>;
  readonly covered: (changeIds: readonly string[]) => Promise<void>;
  /** Says of alerts as they are stored whether their outbox and their pending changes still stand. */
  readonly standingOf: (documents: readonly Told[]) => Promise<(document: Told, kind: Kind) => boolean>;
  /** The oldest rows from before an instant, of at most so many alerts (of one row at least). */
  readonly before: (kind: Kind, instant: number, mostKeys: number) => Promise<readonly UntoldDocument[]>;
  /** Which changes of the alerts in a row are not covered yet; without any the row is gone. */
  readonly follow: (
    rows: readonly UntoldDocument[],
    changeIdsOf: (key: string) => readonly string[],
  ) => Promise<ReadonlySet<string>>;
  readonly remove: (rows: readonly string[]) => Promise<void>;
};

const kinds = ['services', 'people'] as const;
const mostFollowed = 50_000;
const mostRows = 200;
const rowOf = (rev: string | null, kind: Kind): string => `${String(rev)} ${kind}`;

const hasSomething = ({ outbox = [], pending = [] }: Partial<Told>, kind: Kind): boolean =>
  (kind === 'services' ? outbox : pending).length > 0;

const keysOf = (records: readonly AlertRecord[], kind: Kind): readonly string[] =>
  records.flatMap(({ key, outbox, pending }) => (hasSomething({ outbox, pending }, kind) ? [key] : []));

// Other services are told the alert as it stands, people each change.
const itemsOf = (records: readonly AlertRecord[], kind: Kind): readonly string[] =>
  kind === 'services' ? keysOf(records, kind) : records.flatMap(({ pending }) => pending.map(({ id }) => id));

function upTo(rows: readonly UntoldDocument[], mostKeys: number): readonly UntoldDocument[] {
  let keys = 0;
  return rows.filter((row, index) => (keys += row.keys.length) <= mostKeys || index === 0);
}

async function standing(rows: Rows, documents: readonly Told[]): Promise<ReadonlySet<string>> {
  const asked = kinds.flatMap((kind) =>
    documents.filter((document) => hasSomething(document, kind)).map(({ rev }) => rowOf(rev, kind)),
  );
  if (asked.length === 0) return new Set();
  const found = await rows.find({ _id: { $in: asked } }, { projection: { _id: 1 } }).toArray();
  return new Set(found.map(({ _id }) => _id));
}

async function noted(rows: Rows, ledger: Ledger, { rev, records, at }: Writing): Promise<void> {
  const documents = kinds.flatMap((kind): UntoldDocument[] => {
    const keys = keysOf(records, kind);
    return keys.length === 0 ? [] : [{ _id: rowOf(rev, kind), kind, since: at, keys }];
  });
  for (const { _id, kind } of documents) ledger.open(_id, itemsOf(records, kind));
  await insertUnordered(rows as unknown as Collection, documents);
}

type Writing = { readonly rev: string; readonly records: readonly AlertRecord[]; readonly at: number };

/** Rows in MongoDB, one per write and kind, and in memory what each of this process's own still waits for. */
export function mongoUntold({ untold: rows }: Pick<AlertCollections, 'untold'>): Untold {
  const own = `${randomUUID()}.`;
  const ledger = createLedger(mostFollowed);
  let writes = 0;

  const remove = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) ledger.forget(id);
    if (ids.length > 0) await rows.deleteMany({ _id: { $in: [...ids] } });
  };
  const release = (rev: string | null, records: readonly AlertRecord[], kind: Kind): readonly string[] => {
    const row = rowOf(rev, kind);
    return ledger.release(row, itemsOf(records, kind)) ? [row] : [];
  };

  return {
    newRev: () => `${own}${String((writes += 1))}`,
    note: (rev, records, at) => noted(rows, ledger, { rev, records, at }),
    withdraw: (rev, records) => remove(kinds.flatMap((kind) => release(rev, records, kind))),
    published: (records) =>
      remove([...Map.groupBy(records, ({ rev }) => rev)].flatMap(([rev, group]) => release(rev, group, 'services'))),
    covered: (changeIds) => remove(ledger.settle(changeIds)),
    standingOf: async (documents) => {
      const others = documents.filter(({ rev }) => !rev.startsWith(own));
      const stands = await standing(rows, others);
      return ({ rev }, kind) => stands.has(rowOf(rev, kind)) || ledger.stands(rowOf(rev, kind));
    },
    before: async (kind, instant, mostKeys) => {
      // Both bounds: a range open at one end is read to the end of the index by some servers.
      const found = rows.find({ kind, since: { $gt: 0, $lt: instant } }).sort({ since: 1 });
      return upTo(await found.limit(mostRows).toArray(), mostKeys);
    },
    follow: async (found, changeIdsOf) => {
      const open = found.map(({ _id, keys }) => ({ _id, ids: ledger.left(_id, keys.flatMap(changeIdsOf)) }));
      for (const { _id, ids } of open) ledger.open(_id, ids);
      await remove(open.filter(({ ids }) => ids.length === 0).map(({ _id }) => _id));
      return new Set(open.flatMap(({ ids }) => ids));
    },
    remove,
  };
}
