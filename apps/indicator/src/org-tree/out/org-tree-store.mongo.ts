import { isDuplicateKey, writeUnordered } from '@xiaomai/mongo';
import { Schema, type Connection } from 'mongoose';
import { makeOrgTree, type OrgUnit } from '../domain/org-tree.ts';
import type { OrgTreeStore } from '../flow/import-org-units.ts';

type UnitDocument = Omit<OrgUnit, 'id'> & { _id: string };

const text = { type: String, default: '' };
const unitSchema = new Schema<UnitDocument>(
  {
    _id: { type: String, required: true },
    parent: text,
    type: text,
    nameZh: text,
    nameEn: text,
    path: text,
    validFrom: text,
    validTo: text,
    tags: [String],
  },
  { versionKey: false },
);

type VersionDocument = { _id: string; version: number };
const versionSchema = new Schema<VersionDocument>(
  { _id: { type: String, required: true }, version: { type: Number, required: true } },
  { versionKey: false },
);

const treeId = 'org-tree';
const writesAtOnce = 500;

const versionModel = (connection: Connection) =>
  connection.model<VersionDocument>('OrgTreeVersion', versionSchema, 'versions');

async function putInForce(versions: ReturnType<typeof versionModel>, next: number): Promise<boolean> {
  if (next > 1) {
    const before = { _id: treeId, version: next - 1 };
    return (await versions.updateOne(before, { $set: { version: next } })).modifiedCount === 1;
  }
  try {
    await versions.create({ _id: treeId, version: next });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** The tree, a document a unit, and one document that says which version is in force. */
export function mongoOrgTreeStore(connection: Connection): OrgTreeStore {
  const units = connection.model('OrgUnit', unitSchema, 'org_units');
  const versions = versionModel(connection);

  const version = async (): Promise<number> => (await versions.findById(treeId).lean())?.version ?? 0;

  return {
    version,
    load: async () => {
      const inForce = await version();
      const documents = await units.find().lean();
      return makeOrgTree(
        inForce,
        documents.map(({ _id, ...unit }) => ({ id: _id, ...unit })),
      );
    },
    save: async (changed, next) => {
      for (let from = 0; from < changed.length; from += writesAtOnce) {
        const operations = changed.slice(from, from + writesAtOnce).map(({ id, ...unit }) => ({
          replaceOne: { filter: { _id: id }, replacement: { ...unit, tags: [...unit.tags] }, upsert: true },
        }));
        await writeUnordered(units.collection, operations);
      }
      return putInForce(versions, next);
    },
  };
}
