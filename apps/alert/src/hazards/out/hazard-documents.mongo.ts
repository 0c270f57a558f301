import { Schema, type Collection, type Connection } from 'mongoose';
import type { Hazard } from '../domain/hazard.ts';
import type { LedgerLine } from '../domain/tally.ts';
import { lineOf, type HazardRecord } from '../flow/hazard-store.ts';

export type HazardDocument = {
  /** The number. */
  readonly _id: string;
  readonly rev: string;
  readonly orgUnit: string;
  /** Ids of the org unit and of everything above it. */
  readonly within: readonly string[];
  readonly foundOn: string;
  readonly hazard: Hazard;
  readonly line: LedgerLine;
  /** Last day of an open hazard that is not marked overdue yet. */
  readonly openDue?: string;
  readonly untoldSince?: number;
};

/** The numbers of one org unit: each reference with its number, in the order in which they were given. */
export type BookDocument = {
  readonly _id: string;
  readonly rev: string;
  readonly numbers: readonly { readonly ref: string; readonly number: string }[];
  /** Year → last sequence. */
  readonly last: Readonly<Record<string, number>>;
};

/** A filter in the database's words. */
export type Words = Readonly<Record<string, unknown>>;

export type HazardCollections = {
  readonly hazards: Collection<HazardDocument>;
  readonly books: Collection<BookDocument>;
};

const { Mixed } = Schema.Types;
const options = { versionKey: false, minimize: false, autoIndex: false, autoCreate: false } as const;

const hazardSchema = new Schema(
  {
    ...{ _id: String, rev: String, orgUnit: String, within: [String], foundOn: String },
    ...{ hazard: Mixed, line: Mixed, openDue: String, untoldSince: Number },
  },
  options,
)
  .index({ within: 1, foundOn: -1, _id: -1 })
  .index({ orgUnit: 1 })
  .index({ openDue: 1 }, { sparse: true })
  .index({ untoldSince: 1 }, { sparse: true });

const bookSchema = new Schema({ _id: String, rev: String, numbers: [Mixed], last: Mixed }, options);

/** The collections of the hazard ledger, with their indexes made. */
export async function hazardCollections(connection: Connection): Promise<HazardCollections> {
  const hazards = connection.model('Hazard', hazardSchema, 'hazards');
  const books = connection.model('HazardBook', bookSchema, 'hazardBooks');
  await hazards.createIndexes();
  return {
    hazards: hazards.collection as unknown as Collection<HazardDocument>,
    books: books.collection as unknown as Collection<BookDocument>,
  };
}

export function toHazardDocument(
  hazard: Hazard,
  isUntold: boolean,
  written: { rev: string; at: number },
): HazardDocument {
  const { number, subject, foundOn, state, overdue, dueOn } = hazard;
  return {
    ...{ _id: number, rev: written.rev, orgUnit: subject.orgUnit, foundOn, hazard, line: lineOf(hazard) },
    within: subject.path.split('/').filter(Boolean),
    ...(state === 'open' && !overdue ? { openDue: dueOn } : {}),
    ...(isUntold ? { untoldSince: written.at } : {}),
  };
}

export const toHazardRecord = ({ _id, rev, hazard, untoldSince }: HazardDocument): HazardRecord => ({
  ...{ number: _id, rev, hazard, isUntold: untoldSince !== undefined },
});
