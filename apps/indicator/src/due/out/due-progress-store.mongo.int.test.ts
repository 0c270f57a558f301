import { afterAll, beforeAll } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { dueProgressContract } from '../flow/due-progress.contract.ts';
import type { DueProgressStore } from '../flow/due-progress.ts';
import { mongoDueProgressStore } from './due-progress-store.mongo.ts';

let connection: Connection;
let store: DueProgressStore;

beforeAll(async () => {
  const database = `test_due_progress_${String(process.pid)}`;
  connection = await connectMongo({ uri: process.env['TEST_MONGODB_URI'] ?? '', database });
  store = mongoDueProgressStore(connection);
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

dueProgressContract(async () => {
  await connection.collection('due_progress').deleteMany({});
  return store;
});
