export { connectMongo, type MongoSettings } from './connect.ts';
export { updateGuarded, type GuardedUpdate } from './guarded.ts';
export {
  insertUnordered,
  isDuplicateKey,
  writeUnordered,
  type BulkOperation,
  type InsertOutcome,
  type WriteOutcome,
} from './bulk.ts';
