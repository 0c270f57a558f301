import { isDuplicateKey } from '@xiaomai/mongo';
import type { Collection, Connection } from 'mongoose';
import type { Carried } from '../domain/catalogue.ts';
import type { Rereading } from '../domain/rereading.ts';
import type { CatalogueStore, StoredFile, StoredPacks } from '../flow/load-catalogue.ts';
import { mostRounds, type SpreadStore } from '../../org-tree/flow/spread.ts';
import { dueBy, roundsIn, type Rounds } from '../../org-tree/out/spread-rounds.mongo.ts';
import type { UnspreadCatalogue } from '../flow/spread-catalogue.ts';

// The first versions that were stored had neither times nor changes, then changes that named no datasets, nor what was carried before.
type CatalogueDocument = {
  readonly _id: number;
  readonly files: readonly (Omit<StoredFile, 'since'> & { readonly since?: number })[];
  readonly since?: number;
  readonly reason?: string;
  readonly changes?: readonly (Omit<Rereading, 'dataset'> & { readonly dataset?: string })[];
  readonly carried?: Carried;
  readonly rounds?: number;
  readonly dueAt?: number;
};

const farthestVersion = 1_000_000_000; // both ends of a range are given: an open one is read to its end

const collectionOf = (connection: Connection): Collection<CatalogueDocument> =>
  connection.collection<CatalogueDocument>('catalogues');

const changesOf = ({ changes = [] }: Pick<CatalogueDocument, 'changes'>): readonly Rereading[] =>
  changes.map(({ dataset = '', from, to }) => ({ dataset, from, to }));

const carriedOf = ({ carried = [] }: CatalogueDocument): Carried =>
  carried.map(({ dataset, indicators }) => ({ dataset, indicators: [...indicators] }));

const storedOf = (document: CatalogueDocument): StoredPacks => ({
  ...{ version: document._id, since: document.since ?? 0, reason: document.reason ?? '' },
  ...{ changes: changesOf(document), carried: carriedOf(document) },
  files: document.files.map((file) => ({ name: file.name, text: file.text, since: file.since ?? 0 })),
});

const newestFirst = { sort: { _id: -1 } } as const;

/** Catalogue versions as documents, one a version. */
export function mongoCatalogueStore(connection: Connection): CatalogueStore {
  const catalogues = collectionOf(connection);
  const list: CatalogueStore['list'] = async ({ before, limit }) => {
    const range = { _id: { $gt: 0, $lt: before > 0 ? before : farthestVersion } };
    return (await catalogues.find(range, { ...newestFirst, limit }).toArray()).map(storedOf);
  };
  return {
    list,
    newest: async () => (await list({ before: 0, limit: 1 }))[0],
    newestVersion: async () => {
      const range = { _id: { $gt: 0, $lt: farthestVersion } };
      const [found] = await catalogues.find(range, { ...newestFirst, limit: 1, projection: { _id: 1 } }).toArray();
      return found?._id ?? 0;
    },
    read: async (version) => {
      const found = await catalogues.findOne({ _id: version });
      return found === null ? undefined : storedOf(found);
    },
    append: async ({ version, ...packs }) => {
      const rounds = packs.changes.length === 0 ? mostRounds : 0;
      try {
        await catalogues.insertOne({ _id: version, ...packs, rounds, dueAt: 0 });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}

/** Which versions of the catalogue are still to be spread, kept in the documents of the versions. */
export function mongoCatalogueSpread(connection: Connection): SpreadStore<UnspreadCatalogue> {
  const catalogues = collectionOf(connection);
  return {
    ...roundsIn(catalogues as unknown as Collection<Rounds>),
    due: async (now) => {
      const wanted = { _id: { $gt: 0, $lt: farthestVersion }, ...dueBy(now) };
      const found = await catalogues.find(wanted, { sort: { _id: 1 }, projection: { files: 0, carried: 0 } }).toArray();
      return found.map(({ _id, reason = '', rounds = 0, ...rest }) => ({
        ...{ version: _id, reason, rounds },
        changes: changesOf(rest),
      }));
    },
  };
}
