import { randomUUID } from 'node:crypto';
import { afterAll, describe } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { describeReportStore } from '../flow/report-store-contract.ts';
import { mongoReportStore } from './report-store.mongo.ts';

const open: Connection[] = [];

afterAll(async () => {
  for (const connection of open) {
    await connection.dropDatabase();
    await connection.close();
  }
});

describe('reports in MongoDB', () => {
  describeReportStore(async () => {
    const uri = process.env['TEST_MONGODB_URI'] ?? '';
    const connection = await connectMongo({ uri, database: `test_reporting_${randomUUID()}` });
    open.push(connection);
    return mongoReportStore(connection);
  });
});
