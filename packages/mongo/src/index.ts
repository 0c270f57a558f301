export { connectMongo, type MongoSettings } from './connect.ts';
export {
  insertUnordered,
  isDuplicateKey,
  writeUnordered,
  type BulkOperation,
  type InsertOutcome,
  type WriteOutcome,
} from './bulk.ts';
