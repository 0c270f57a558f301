import { afterAll, beforeAll, describe } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { catalogueStoreContract } from '../flow/catalogue-store.contract.ts';
import { mongoCatalogueSpread, mongoCatalogueStore } from './catalogue-store.mongo.ts';

const uri = process.env['TEST_MONGODB_URI'] ?? '';
let connection: Connection;

beforeAll(async () => {
  connection = await connectMongo({ uri, database: `test_catalogues_${String(process.pid)}` });
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

describe('catalogues in the database', () => {
  catalogueStoreContract(async () => {
    await connection.collection('catalogues').deleteMany({});
    return { ...mongoCatalogueStore(connection), ...mongoCatalogueSpread(connection) };
  });
});
