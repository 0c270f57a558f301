import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { makeCatalogue } from '../../catalogue/domain/catalogue.ts';
import type { RollupCard } from '../domain/card.ts';
import { aCell, aScorecard } from '../domain/examples.ts';
import type { EncodedCard } from '../flow/judge-submissions.ts';
import { describeStores, type Stores } from '../flow/stores.contract.ts';
import { decodeRollup, decodeScorecard, encodeRollup, encodeScorecard } from './card-wire.ts';
import { ensureCardIndexes } from './card-documents.mongo.ts';
import { mongoCardReader } from './card-reader.mongo.ts';
import { mongoRollupStore } from './rollup-store.mongo.ts';
import { mongoScorecardStore, mongoSiblings } from './scorecard-store.mongo.ts';
import { mongoStandingStore } from './standing-store.mongo.ts';

let connection: Connection;
let stores: Stores;

beforeAll(async () => {
  connection = await connectMongo({
    uri: process.env['TEST_MONGODB_URI'] ?? '',
    database: `test_cards_${process.pid}`,
  });
  await ensureCardIndexes(connection);
  stores = {
    scorecards: mongoScorecardStore(connection),
    standings: mongoStandingStore(connection),
    readSiblings: mongoSiblings(connection),
    encode: encodeScorecard,
  };
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

describeStores('in MongoDB', () => stores);

const aRollup = (change: Partial<RollupCard> = {}): RollupCard => ({
  orgUnit: 't1',
  dataset: 'd',
  period: '2026-11',
  parent: 'c1',
  path: 'cn/c1/t1/',
  version: 3,
  reported: 3,
  missing: 1,
  late: 2,
  findings: { disagrees: 2 },
  receivedAt: 5,
  treeVersion: 1,
  catalogueVersion: 1,
  rolledAt: 6,
  cells: [],
  groups: [{ group: 'g', met: 2, judged: 3, verdict: 'breached' }],
  ...change,
});

describe('rollups in MongoDB', () => {
  const catalogue = makeCatalogue(1, []);
  const always = (): boolean => true;
  const never = (): boolean => false;

  test('bytes come back as the card that went', () => {
    expect(decodeRollup(encodeRollup(aRollup()))).toEqual(aRollup());
    const cell = aCell({ value: '38.60' }, { against: '40/87', measured: '-7.38' });
    const finding = { code: 'disagrees', indicator: 'a', check: 'c', found: '95', expected: '89.9' } as const;
    const card = aScorecard({ cells: [cell], findings: [finding], late: true, dueAt: 5, reason: '更正目标' });
    expect(decodeScorecard(encodeScorecard(card))).toEqual(card);
  });

  test('an older rollup never replaces a newer one', async () => {
    const store = mongoRollupStore(connection, () => catalogue);
    const reader = mongoCardReader(connection);
    await store.write([aRollup({ version: 3 })], never);
    await store.write([aRollup({ version: 2, reported: 2 })], never);
    await store.write([aRollup({ version: 2, reported: 2 })], always);
    expect((await reader.rollups(['t1|d|2026-11'])).map(({ version }) => version)).toEqual([3]);
    await store.write([aRollup({ version: 4, reported: 4 })], always);
    expect((await reader.rollups(['t1|d|2026-11'])).map(({ reported }) => reported)).toEqual([4]);
  });

  test('the children of a unit are those right below it, and it says whether its own rollup is stored', async () => {
    const store = mongoRollupStore(connection, () => catalogue);
    await store.write([aRollup({ orgUnit: 't2', path: 'cn/c2/t2/', parent: 'c2' })], never);
    await store.write([aRollup({ orgUnit: 't3', path: 'cn/c2/t2/t3/', parent: 't2' })], never);
    const found = await store.readChildren(['c2|d|2026-11', 't2|d|2026-11', 'c9|d|2026-11']);
    const summary = [...found].map(([id, { children, stored }]) => [id, children.map(({ child }) => child), stored]);
    expect(summary).toEqual([
      ['c2|d|2026-11', ['t2'], false],
      ['t2|d|2026-11', ['t3'], true],
      ['c9|d|2026-11', [], false],
    ]);
  });
});

test('a unit that took everything back has not reported, until it says something again', async () => {
  const place = { dataset: 'back', period: '2026-11', path: 'cn/c5/' };
  const version = (n: number, withdrawn: boolean): EncodedCard => {
    const own = { orgUnit: 's5', parent: 'c5', path: 'cn/c5/s5/', version: n, revision: n, withdrawn };
    const next = aScorecard({ ...place, ...own });
    return { card: next, bytes: encodeScorecard(next) };
  };
  const reported = async (): Promise<number> => (await mongoCardReader(connection).reported(place)).length;
  await stores.scorecards.insert([version(1, false)]);
  expect(await reported()).toBe(1);
  await stores.scorecards.update([version(2, true)]);
  expect(await reported()).toBe(0);
  await stores.scorecards.update([version(3, false)]);
  expect(await reported()).toBe(1);
});
