import { isDuplicateKey } from '@xiaomai/mongo';
import { Schema, type Connection } from 'mongoose';
import type { CatalogueStore, PackFile } from '../flow/load-catalogue.ts';

type CatalogueDocument = { _id: number; files: PackFile[] };

const schema = new Schema<CatalogueDocument>(
  { _id: { type: Number, required: true }, files: [{ name: String, text: String, _id: false }] },
  { versionKey: false },
);

const farthestVersion = 1_000_000_000; // both ends of a range are given: an open one is read to its end

/** Catalogue versions as documents, one a version. */
export function mongoCatalogueStore(connection: Connection): CatalogueStore {
  const catalogues = connection.model('Catalogue', schema, 'catalogues');
  return {
    newest: async () => {
      const [found] = await catalogues
        .find({ _id: { $gt: 0, $lt: farthestVersion } })
        .sort({ _id: -1 })
        .limit(1)
        .lean();
      return found === undefined
        ? undefined
        : { version: found._id, files: found.files.map(({ name, text }) => ({ name, text })) };
    },
    append: async ({ version, files }) => {
      try {
        await catalogues.create({ _id: version, files: [...files] });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
