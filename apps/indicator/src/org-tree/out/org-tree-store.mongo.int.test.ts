import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { describeOrgTreeStore } from '../flow/org-tree-store.contract.ts';
import { describeSpreadStore } from '../flow/spread-store.contract.ts';
import { changeCollection, ensureOrgTreeIndexes, recordCollection } from './org-tree-documents.mongo.ts';
import { mongoTreeSpread } from './tree-spread.mongo.ts';
import { mongoOrgTreeStore } from './org-tree-store.mongo.ts';

let connection: Connection;

beforeAll(async () => {
  const database = `test_tree_${process.pid}`;
  connection = await connectMongo({ uri: process.env['TEST_MONGODB_URI'] ?? '', database });
  await ensureOrgTreeIndexes(connection);
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

async function emptied(): Promise<Connection> {
  const collections = [changeCollection(connection), recordCollection(connection)];
  for (const collection of [...collections, connection.collection('versions'), connection.collection('org_units')]) {
    await collection.deleteMany({});
  }
  return connection;
}

describeOrgTreeStore('in MongoDB', async () => mongoOrgTreeStore(await emptied()));

describeSpreadStore('in MongoDB', async () => {
  await emptied();
  return { tree: mongoOrgTreeStore(connection), spread: mongoTreeSpread(connection) };
});

test('a tree stored by the first release is taken over, and goes on from its version', async () => {
  const store = mongoOrgTreeStore(await emptied());
  const unit = { parent: '', type: 'city', nameZh: '市', nameEn: '', validFrom: '', validTo: '', tags: [] };
  await connection.collection('versions').insertOne({ _id: 'org-tree' as never, version: 4 });
  await connection.collection('org_units').insertOne({ _id: 'c' as never, ...unit, path: 'c/' });
  const history = { id: 'c', stretches: [unit], successors: [], version: 4 };
  expect(await store.since(0)).toEqual({ version: 4, changed: [history] });
  const change = {
    verb: 'rename',
    unit: 'c',
    from: '',
    reason: '',
    by: '',
    at: 1,
    changed: ['c'],
    affected: 0,
  } as const;
  await store.append({ change: { ...change, version: 5 }, histories: [{ ...history, version: 5 }], affected: [] });
  expect((await store.since(0))?.version).toBe(5);
});
