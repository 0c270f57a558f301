import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { judge, policy, tuesday } from '../domain/examples.ts';
import { advance } from '../flow/advance.ts';
import { describeAlertPorts, type AlertPorts } from '../flow/alert-store.contract.ts';
import { alertCollections, type AlertCollections } from './alert-documents.mongo.ts';
import { mongoAlertReader } from './alert-reader.mongo.ts';
import { mongoAlertStore } from './alert-store.mongo.ts';
import { mongoPendingChanges } from './pending-changes.mongo.ts';
import { mongoUntold } from './untold.mongo.ts';

const connections: Connection[] = [];
const now = (): number => tuesday;

async function open(): Promise<AlertCollections> {
  const connection = await connectMongo({
    uri: process.env['TEST_MONGODB_URI'] ?? '',
    database: `test_alert_${randomUUID()}`,
  });
  connections.push(connection);
  return alertCollections(connection);
}

/** The ports as one process has them. */
function portsOn(collections: AlertCollections): AlertPorts {
  const untold = mongoUntold(collections);
  return {
    store: mongoAlertStore(collections, untold, now),
    reader: mongoAlertReader(collections, now),
    pending: mongoPendingChanges(collections, untold),
  };
}

afterAll(async () => {
  for (const connection of connections) {
    await connection.dropDatabase();
    await connection.close();
  }
});

describe('what a process that died has left', () => {
  async function twoProcesses() {
    const collections = await open();
    const [dead, next] = [portsOn(collections), portsOn(collections)];
    const [record] = await dead.store.load(['330702001-01|guard-rate']);
    const opened = record && advance(policy, record, judge());
    if (opened?.ok !== true) throw new Error('nothing opened');
    const { saved } = await dead.store.save([opened.value]);
    return { dead, next, saved, loaded: async () => (await next.store.load(['330702001-01|guard-rate']))[0] };
  }

  test('stands in its alerts and is found by the next', async () => {
    const { next, loaded } = await twoProcesses();
    expect(await loaded()).toMatchObject({ outbox: [{ kind: 'opened' }], pending: [{ kind: 'opened' }] });
    expect((await next.store.unpublished(tuesday + 1, 10)).records).toHaveLength(1);
    expect(await next.pending.standingSince(tuesday + 1, 10)).toHaveLength(1);
  });

  test('is told by the next and by nobody after it', async () => {
    const { next, saved, loaded } = await twoProcesses();
    await (await next.store.unpublished(tuesday + 1, 10)).clear();
    await next.pending.standingSince(tuesday + 1, 10);
    await next.pending.remove(saved.flatMap(({ pending }) => pending));
    expect(await loaded()).toMatchObject({ outbox: [], pending: [] });
  });

  test('and had told is told by nobody', async () => {
    const { dead, saved, next, loaded } = await twoProcesses();
    await dead.store.clearOutbox(saved);
    await dead.pending.remove(saved.flatMap(({ pending }) => pending));
    expect(await loaded()).toMatchObject({ outbox: [], pending: [] });
    expect((await next.store.unpublished(tuesday + 1, 10)).records).toEqual([]);
    expect(await next.pending.standingSince(tuesday + 1, 10)).toEqual([]);
  });

  test('noted and not written waits for nothing', async () => {
    const collections = await open();
    const { pending } = portsOn(collections);
    await collections.untold.insertOne({ _id: 'x people', kind: 'people', since: 1, keys: ['x|y'] });
    expect(await pending.standingSince(tuesday, 10)).toEqual([]);
    expect(await collections.untold.countDocuments({})).toBe(0);
  });
});

describe('alerts in MongoDB', () => {
  describeAlertPorts(async () => portsOn(await open()), tuesday);
});
