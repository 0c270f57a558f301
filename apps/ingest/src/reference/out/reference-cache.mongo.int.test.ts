import { expect, test } from '@jest/globals';
import { emptied, mongoDatabase } from '../../testing/mongo-database.ts';
import { catalogue, units } from '../../testing/small-district.ts';
import { mongoReferenceCache } from './reference-cache.mongo.ts';

const database = mongoDatabase('reference', process.env['TEST_MONGODB_URI']);

test('what was saved last is loaded, however large; nothing of older snapshots stays', async () => {
  const connection = await emptied(database(), 'reference');
  const cache = mongoReferenceCache(connection);
  expect(await cache.load()).toEqual({});
  const many = Array.from({ length: 12_000 }, (_, n) => ({
    id: `u${String(n)}`,
    name: '第一小学',
    type: 'primary',
    path: `cn/u${String(n)}/`,
    validFrom: '',
    validTo: '',
  }));
  await cache.saveTree({ version: 1, units: new Map(many.map((unit) => [unit.id, unit])) });
  await cache.saveTree({ version: 2, units: new Map(units.map((unit) => [unit.id, unit])) });
  await cache.saveCatalogue(catalogue);
  const loaded = await cache.load();
  expect(loaded.catalogue).toEqual(catalogue);
  expect(loaded.tree).toEqual({ version: 2, units: new Map(units.map((unit) => [unit.id, unit])) });
  expect(await connection.collection('reference').countDocuments({})).toBe(4);
});
