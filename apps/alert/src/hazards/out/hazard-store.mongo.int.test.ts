import { randomUUID } from 'node:crypto';
import { afterAll, describe } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { today, tuesday } from '../domain/examples.ts';
import { describeHazardPorts, type HazardPorts } from '../flow/hazard-store.contract.ts';
import { hazardCollections } from './hazard-documents.mongo.ts';
import { mongoHazardReader } from './hazard-reader.mongo.ts';
import { mongoHazardStore } from './hazard-store.mongo.ts';
import { mongoNumberBook } from './number-book.mongo.ts';

const open: Connection[] = [];

async function make(): Promise<HazardPorts> {
  const connection = await connectMongo({
    uri: process.env['TEST_MONGODB_URI'] ?? '',
    database: `test_alert_hazards_${randomUUID().slice(0, 8)}`,
  });
  open.push(connection);
  const collections = await hazardCollections(connection);
  return {
    store: mongoHazardStore(collections, () => tuesday),
    reader: mongoHazardReader(collections, () => today),
    book: mongoNumberBook(collections),
  };
}

afterAll(async () => {
  for (const connection of open) {
    await connection.dropDatabase();
    await connection.close();
  }
});

describe('hazards in MongoDB', () => {
  describeHazardPorts(make, tuesday);
});
