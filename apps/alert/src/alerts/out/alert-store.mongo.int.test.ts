import { randomUUID } from 'node:crypto';
import { afterAll, describe } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { tuesday } from '../domain/examples.ts';
import { describeAlertPorts, type AlertPorts } from '../flow/alert-store.contract.ts';
import { alertCollections } from './alert-documents.mongo.ts';
import { mongoAlertReader } from './alert-reader.mongo.ts';
import { mongoAlertStore } from './alert-store.mongo.ts';
import { mongoPendingChanges } from './pending-changes.mongo.ts';

const open: Connection[] = [];

async function make(): Promise<AlertPorts> {
  const connection = await connectMongo({
    uri: process.env['TEST_MONGODB_URI'] ?? '',
    database: `test_alert_${randomUUID()}`,
  });
  open.push(connection);
  const collections = await alertCollections(connection);
  const now = (): number => tuesday;
  return {
    store: mongoAlertStore(collections, now),
    reader: mongoAlertReader(collections, now),
    pending: mongoPendingChanges(collections),
  };
}

afterAll(async () => {
  for (const connection of open) {
    await connection.dropDatabase();
    await connection.close();
  }
});

describe('alerts in MongoDB', () => {
  describeAlertPorts(make, tuesday);
});
