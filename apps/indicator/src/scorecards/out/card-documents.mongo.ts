import { Schema, type Collection, type Connection } from 'mongoose';
import type { Binary } from 'mongodb';

/** A scorecard as it is stored: its bytes, and beside them only what is asked by. */
export type ScorecardDocument = {
  _id: string;
  ds: string;
  period: string;
  path: string;
  /** Rollup it adds to: <parent>|<dataset>|<period>. */
  node: string;
  v: number;
  rev: number;
  failing: string[];
  /** Only where everything was taken back. */
  withdrawn?: boolean;
  /** Only where it was due and nothing stands. */
  missing?: boolean;
  /** Only where it came after it was due. */
  late?: boolean;
  /** Only where something about its figures does not fit. */
  doubtful?: boolean;
  payload: Buffer;
};

/** A rollup as it is stored. */
export type RollupDocument = Omit<
  ScorecardDocument,
  'rev' | 'failing' | 'withdrawn' | 'missing' | 'late' | 'doubtful'
> & {
  /** Edition: what is newer. */
  e: number;
  /** Version of the tree. */
  tv: number;
  /** Parents it has added to before the tree changed. */
  left: string[];
};

/** As a lean read gives it: the driver's binary instead of a buffer. */
export type Lean<T extends { payload: Buffer }> = Omit<T, 'payload'> & { payload: Binary };

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const keyed = { _id: text, ds: text, period: text, path: text, node: text, v: number, payload: Buffer };
const byNode = { node: 1 } as const;
const bySubtree = { ds: 1, period: 1, path: 1 } as const;

const scorecardSchema = new Schema<ScorecardDocument>(
  { ...keyed, rev: number, failing: [String], withdrawn: Boolean, missing: Boolean, late: Boolean, doubtful: Boolean },
  { versionKey: false },
);
const rollupSchema = new Schema<RollupDocument>(
  { ...keyed, e: number, tv: number, left: [String] },
  { versionKey: false },
);

/** The collection of scorecards. */
export const scorecardCollection = (connection: Connection): Collection =>
  (connection.models['Scorecard'] ?? connection.model('Scorecard', scorecardSchema, 'scorecards')).collection;

/** The collection of rollups. */
export const rollupCollection = (connection: Connection): Collection =>
  (connection.models['Rollup'] ?? connection.model('Rollup', rollupSchema, 'rollups')).collection;

/** Creates the indexes that are missing. */
export async function ensureCardIndexes(connection: Connection): Promise<void> {
  for (const collection of [scorecardCollection(connection), rollupCollection(connection)]) {
    await collection.createIndex(bySubtree);
    await collection.createIndex(byNode);
  }
}

/** What a card of a child adds to. */
export const nodeOf = (card: { readonly parent: string; readonly dataset: string; readonly period: string }): string =>
  `${card.parent}|${card.dataset}|${card.period}`;

/** A range that holds every key with this prefix; both ends given. */
export const prefixed = (prefix: string): { $gte: string; $lt: string } => ({ $gte: prefix, $lt: `${prefix}\uffff` });

/** The bytes of a stored payload. */
export const payloadOf = ({ payload }: { readonly payload: Binary | Buffer }): Buffer =>
  Buffer.isBuffer(payload) ? payload : Buffer.from(payload.buffer);
