import { expect, test } from '@jest/globals';
import { emptied, mongoDatabase } from '../../testing/mongo-database.ts';
import { requestStoreContract } from '../../testing/request-store-contract.ts';
import { mongoRequestStore } from './request-store.mongo.ts';

const database = mongoDatabase('requests', process.env['TEST_MONGODB_URI']);

requestStoreContract(async () => mongoRequestStore(await emptied(database(), 'idempotency')));

test('requests are forgotten after a month', async () => {
  const store = await mongoRequestStore(await emptied(database(), 'idempotency'));
  const day = 86_400_000;
  const request = { scope: 'school|key|abc', bodyHash: 'hash', at: day, owner: 'owner' };
  await store.claim(request);
  await store.prune(day * 30);
  expect(await store.claim(request)).toEqual(request);
  await store.prune(day * 32);
  expect(await store.claim(request)).toBeUndefined();
});
