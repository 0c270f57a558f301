import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { makeCatalogue } from '../../catalogue/domain/catalogue.ts';
import type { RollupCard, Scorecard } from '../domain/card.ts';
import { aCell, aScorecard } from '../domain/examples.ts';
import type { EncodedCard } from '../flow/judge-submissions.ts';
import { describeRollupStore } from '../flow/rollup/rollup-store.contract.ts';
import { describeStores, type Stores } from '../flow/stores.contract.ts';
import { decodeRollup, decodeScorecard, encodeRollup, encodeScorecard } from './card-wire.ts';
import { ensureCardIndexes, rollupCollection } from './card-documents.mongo.ts';
import { mongoCardReader } from './card-reader.mongo.ts';
import { cardContributions } from './card-contributions.ts';
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

describeRollupStore('in MongoDB', () => ({
  scorecards: stores.scorecards,
  rollups: mongoRollupStore(
    connection,
    cardContributions(() => makeCatalogue(1, [])),
  ),
  encode: encodeScorecard,
}));

const aRollup = (change: Partial<RollupCard> = {}): RollupCard => ({
  orgUnit: 't1',
  dataset: 'd',
  period: '2026-11',
  parent: 'c1',
  path: 'cn/c1/t1/',
  formerParents: ['c0'],
  edition: 1,
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
  test('bytes come back as the card that went', () => {
    expect(decodeRollup(encodeRollup(aRollup()))).toEqual(aRollup());
    const cell = aCell({ value: '38.60' }, { against: '40/87', measured: '-7.38' });
    const finding = {
      code: 'disagrees',
      indicator: 'a',
      check: 'c',
      found: '95',
      expected: '89.9',
      ...{ spread: '', floored: false, among: 0 },
    } as const;
    const card = aScorecard({ cells: [cell], findings: [finding], late: true, dueAt: 5, reason: '更正目标' });
    expect(decodeScorecard(encodeScorecard(card))).toEqual(card);
  });

  test('what the first release stored without an edition is replaced by the first edition', async () => {
    const { _id, ...fields } = {
      _id: 't9|d|2026-11',
      ds: 'd',
      period: '2026-11',
      path: 'cn/c9/t9/',
      node: 'c9|d|2026-11',
      v: 7,
    };
    await rollupCollection(connection).insertOne({ _id: _id as never, ...fields, payload: encodeRollup(aRollup()) });
    const store = mongoRollupStore(
      connection,
      cardContributions(() => catalogue),
    );
    const own = async (): Promise<unknown> => (await store.readChildren([_id])).get(_id)?.own;
    expect(await own()).toEqual({ edition: 0, treeVersion: 0, parent: 'c9', formerParents: [] });
    await store.write([aRollup({ orgUnit: 't9', parent: 'c9' })]);
    expect(await own()).toMatchObject({ edition: 1, treeVersion: 1 });
  });
});

test('a unit that never came, or took everything back, has not reported, until it says something again', async () => {
  const place = { dataset: 'back', period: '2026-11', path: 'cn/c5/' };
  const version = (n: number, silent: Partial<Pick<Scorecard, 'withdrawn' | 'missing'>>): EncodedCard => {
    const own = { orgUnit: 's5', parent: 'c5', path: 'cn/c5/s5/', version: n, revision: n - 1, ...silent };
    const next = aScorecard({ ...place, ...own });
    return { card: next, bytes: encodeScorecard(next) };
  };
  const reported = async (): Promise<number> => (await mongoCardReader(connection).reported(place)).length;
  await stores.scorecards.insert([version(1, { missing: true })]);
  expect(await reported()).toBe(0);
  await stores.scorecards.update([version(2, {})]);
  expect(await reported()).toBe(1);
  await stores.scorecards.update([version(3, { withdrawn: true })]);
  expect(await reported()).toBe(0);
  await stores.scorecards.update([version(4, {})]);
  expect(await reported()).toBe(1);
});

test('scorecards and who has reported are found by the rollups they add to, and each rollup tells which edition is stored', async () => {
  const place = { dataset: 'below', period: '2026-11' };
  const card = (orgUnit: string, parent: string): EncodedCard => {
    const found = aScorecard({ ...place, orgUnit, parent, path: `cn/c6/${parent}/${orgUnit}/` });
    return { card: found, bytes: encodeScorecard(found) };
  };
  await stores.scorecards.insert([card('s6', 't6'), card('s7', 't7'), card('s8', 't8')]);
  const rollups = mongoRollupStore(
    connection,
    cardContributions(() => makeCatalogue(1, [])),
  );
  const of = (orgUnit: string, edition: number) =>
    aRollup({ ...place, orgUnit, edition, parent: 'c6', path: `cn/c6/${orgUnit}/` });
  await rollups.write([of('t6', 1), of('t7', 1)]);
  await rollups.write([of('t6', 2)]);
  const reader = mongoCardReader(connection);
  const stored = await reader.bytesIn(['t6|below|2026-11', 't7|below|2026-11', 'nobody|below|2026-11']);
  expect(stored.map(({ id, bytes }) => [id, decodeScorecard(bytes).parent]).sort()).toEqual([
    ['s6|below|2026-11', 't6'],
    ['s7|below|2026-11', 't7'],
  ]);
  const one = await reader.bytes(['s8|below|2026-11', 's9|below|2026-11']);
  expect(one.map(({ id, bytes }) => [id, decodeScorecard(bytes).parent])).toEqual([['s8|below|2026-11', 't8']]);
  const found = await reader.reportedIn(['t6|below|2026-11', 't8|below|2026-11']);
  expect(found.map(({ orgUnit, rollup }) => [orgUnit, rollup]).sort()).toEqual([
    ['s6', 't6|below|2026-11'],
    ['s8', 't8|below|2026-11'],
  ]);
  const editions = await reader.editions({ ...place, path: 'cn/c6/' });
  expect(editions.map(({ rollup, edition }) => [rollup, edition]).sort()).toEqual([
    ['t6|below|2026-11', 2],
    ['t7|below|2026-11', 1],
  ]);
  expect(await reader.reportedIn([])).toEqual([]);
});
