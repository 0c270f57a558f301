import { Schema, type Collection, type Connection } from 'mongoose';
import type { Affected } from '../domain/affected.ts';
import type { UnitHistory } from '../domain/org-tree.ts';
import type { TreeChange } from '../flow/org-tree-store.ts';

/** A version of the tree as it is stored: once it is there, it is in force. */
export type ChangeDocument = Omit<TreeChange, 'version' | 'affected'> & {
  _id: number;
  /** Names the records that belong to it: those of an attempt that came second belong to nothing. */
  attempt: string;
  affected: Affected[];
  /** How often what it affects was asked to be judged anew. */
  rounds: number;
  /** Unix milliseconds from which on the next round is due. */
  dueAt: number;
};

/** A record of a unit as it is stored, with the version that wrote it. */
export type RecordDocument = Omit<UnitHistory, 'id'> & { _id: string; attempt: string; unit: string };

const text = { type: String, default: '' };
const number = { type: Number, required: true } as const;

const changeSchema = new Schema<ChangeDocument>(
  {
    _id: number,
    attempt: { type: String, required: true },
    verb: { type: String, required: true },
    unit: text,
    from: text,
    reason: text,
    by: text,
    at: number,
    changed: [String],
    affected: [{ id: String, since: String, _id: false }],
    rounds: number,
    dueAt: number,
  },
  { versionKey: false },
);

const stretchSchema = {
  ...{ parent: text, type: text, nameZh: text, nameEn: text, validFrom: text, validTo: text },
  tags: [String],
  _id: false,
};
const recordSchema = new Schema<RecordDocument>(
  {
    _id: { type: String, required: true },
    attempt: { type: String, required: true },
    unit: { type: String, required: true },
    stretches: [stretchSchema],
    successors: [String],
    version: number,
  },
  { versionKey: false },
);

/** The collection of versions. */
export const changeCollection = (connection: Connection): Collection =>
  (connection.models['OrgTreeChange'] ?? connection.model('OrgTreeChange', changeSchema, 'org_tree_changes'))
    .collection;

/** The collection of records. */
export const recordCollection = (connection: Connection): Collection =>
  (connection.models['OrgUnitRecord'] ?? connection.model('OrgUnitRecord', recordSchema, 'org_unit_records'))
    .collection;

/** Creates the indexes that are missing. */
export async function ensureOrgTreeIndexes(connection: Connection): Promise<void> {
  await recordCollection(connection).createIndex({ attempt: 1 });
  await changeCollection(connection).createIndex({ changed: 1 });
  await changeCollection(connection).createIndex({ rounds: 1 });
}
