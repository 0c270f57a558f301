import { randomUUID } from 'node:crypto';
import { afterAll, describe } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { describeCampaignPorts, type CampaignPorts } from '../flow/campaign-store.contract.ts';
import { campaignCollections } from './campaign-documents.mongo.ts';
import { mongoCampaignStore } from './campaign-store.mongo.ts';
import { mongoRegisterStore } from './register-store.mongo.ts';

const open: Connection[] = [];

async function make(): Promise<CampaignPorts> {
  const connection = await connectMongo({
    uri: process.env['TEST_MONGODB_URI'] ?? '',
    database: `test_alert_campaigns_${randomUUID().slice(0, 8)}`,
  });
  open.push(connection);
  const collections = await campaignCollections(connection);
  return { campaigns: mongoCampaignStore(collections), registers: mongoRegisterStore(collections, () => 1_000) };
}

afterAll(async () => {
  for (const connection of open) {
    await connection.dropDatabase();
    await connection.close();
  }
});

describe('campaigns in MongoDB', () => {
  describeCampaignPorts(make, 1_000);
});
