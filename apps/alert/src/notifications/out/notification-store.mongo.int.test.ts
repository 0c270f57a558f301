import { randomUUID } from 'node:crypto';
import { afterAll, describe } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { describeNotificationStore } from '../flow/notification-store.contract.ts';
import { mongoNotificationStore, notificationCollection } from './notification-store.mongo.ts';

const open: Connection[] = [];

afterAll(async () => {
  for (const connection of open) {
    await connection.dropDatabase();
    await connection.close();
  }
});

describe('notifications in MongoDB', () => {
  describeNotificationStore(async () => {
    const connection = await connectMongo({
      uri: process.env['TEST_MONGODB_URI'] ?? '',
      database: `test_alert_${randomUUID()}`,
    });
    open.push(connection);
    return mongoNotificationStore(await notificationCollection(connection));
  });
});
