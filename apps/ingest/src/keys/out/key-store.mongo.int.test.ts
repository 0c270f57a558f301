import { expect, test } from '@jest/globals';
import { emptied, mongoDatabase } from '../../testing/mongo-database.ts';
import { mongoKeyStore } from './key-store.mongo.ts';

const database = mongoDatabase('keys', process.env['TEST_MONGODB_URI']);
const key = { keyId: 'k1', mac: 'ab'.repeat(32), orgUnit: 'school-1', datasets: ['safety'] };

test('keys are provided again and again without harm; a revoked one stays revoked', async () => {
  const connection = await emptied(database(), 'keys');
  const keys = mongoKeyStore(connection);
  await keys.provide([key]);
  await keys.provide([{ ...key, datasets: [] }]);
  expect(await keys.find('k1')).toEqual({ ...key, datasets: [] });
  expect(await keys.find('k2')).toBeUndefined();
  await connection.collection('keys').updateOne({ _id: 'k1' as never }, { $set: { revoked: true } });
  await keys.provide([key]);
  expect(await keys.find('k1')).toBeUndefined();
});
