import mongoose, { type Collection } from 'mongoose';

/** Which of the documents of an insert were refused because their _id exists. */
export type InsertOutcome = { readonly duplicates: ReadonlySet<number> };

/** What a bulk write changed, and which operations met an existing _id (for a conditional upsert: "already newer"). */
export type WriteOutcome = {
  readonly matched: number;
  /** Of those matched: what the operation left otherwise than it was. */
  readonly modified: number;
  readonly duplicates: ReadonlySet<number>;
};

type Document = Record<string, unknown>;
type Writable = Pick<Collection, 'insertMany' | 'bulkWrite'>;

/** One operation of a bulk write. */
export type BulkOperation =
  | { readonly insertOne: { readonly document: object } }
  | { readonly updateOne: { readonly filter: object; readonly update: object; readonly upsert?: boolean } }
  | { readonly replaceOne: { readonly filter: object; readonly replacement: object; readonly upsert?: boolean } }
  | { readonly deleteOne: { readonly filter: object } };

type DriverOperations = Parameters<Collection['bulkWrite']>[0];

const duplicateKey = 11_000;

type WriteFault = { readonly code?: number; readonly index?: number };

const faultsOf = (error: unknown): readonly WriteFault[] =>
  error instanceof mongoose.mongo.MongoBulkWriteError
    ? [error.writeErrors].flat().map((fault) => ({ code: fault.code, index: fault.index }))
    : [];

/** Whether an error says that a unique key exists already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === duplicateKey;
}

function duplicatesOf(error: unknown): ReadonlySet<number> {
  const faults = faultsOf(error);
  if (faults.length === 0 || faults.some((fault) => fault.code !== duplicateKey)) throw error;
  return new Set(faults.map((fault) => fault.index ?? -1));
}

/** Inserts documents in one round trip, unordered; tells which _ids existed and throws on any other fault. */
export async function insertUnordered(collection: Writable, documents: readonly object[]): Promise<InsertOutcome> {
  if (documents.length === 0) return { duplicates: new Set() };
  try {
    await collection.insertMany(documents as Document[], { ordered: false });
    return { duplicates: new Set() };
  } catch (error) {
    return { duplicates: duplicatesOf(error) };
  }
}

/** Runs operations in one round trip, unordered; tells which met an existing _id and throws on any other fault. */
export async function writeUnordered(
  collection: Writable,
  operations: readonly BulkOperation[],
): Promise<WriteOutcome> {
  if (operations.length === 0) return { matched: 0, modified: 0, duplicates: new Set() };
  try {
    const result = await collection.bulkWrite(operations as readonly object[] as DriverOperations, { ordered: false });
    return { matched: result.matchedCount, modified: result.modifiedCount, duplicates: new Set() };
  } catch (error) {
    const duplicates = duplicatesOf(error);
    const result = error instanceof mongoose.mongo.MongoBulkWriteError ? error.result : undefined;
    return { matched: result?.matchedCount ?? 0, modified: result?.modifiedCount ?? 0, duplicates };
  }
}
