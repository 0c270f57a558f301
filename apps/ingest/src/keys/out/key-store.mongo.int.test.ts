import { expect, test } from '@jest/globals';
import { keyStoreContract } from '../../testing/key-store-contract.ts';
import { emptied, mongoDatabase } from '../../testing/mongo-database.ts';
import { mongoKeyStore } from './key-store.mongo.ts';

const database = mongoDatabase('keys', process.env['TEST_MONGODB_URI']);

keyStoreContract(async () => mongoKeyStore(await emptied(database(), 'keys')));

test('a key from before keys were managed here goes on working once it is provided', async () => {
  const connection = await emptied(database(), 'keys');
  const old = { _id: 'k1' as never, mac: 'ab'.repeat(32), orgUnit: 'school-1', datasets: [] };
  await connection.collection('keys').insertOne(old);
  const keys = await mongoKeyStore(connection);
  await keys.provide([{ keyId: 'k1', mac: 'cd'.repeat(32), orgUnit: 'school-1', datasets: [] }], 7);
  expect(await keys.find('k1')).toMatchObject({
    secrets: [{ mac: 'cd'.repeat(32), until: 0 }],
    version: 1,
    revoked: false,
    createdAt: 7,
  });
});
