import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import type { TreeCommand } from '../../org-tree/domain/change-tree.ts';
import type { RollupCard, Scorecard } from '../domain/card.ts';
import { catalogue, movingCity, type CityStores } from '../flow/rollup/moving-city.ts';
import { encodeScorecard } from './card-wire.ts';
import { ensureCardIndexes, rollupCollection, scorecardCollection } from './card-documents.mongo.ts';
import { mongoCardReader } from './card-reader.mongo.ts';
import { cardContributions } from './card-contributions.ts';
import { mongoRollupStore } from './rollup-store.mongo.ts';
import { mongoScorecardStore, mongoSiblings } from './scorecard-store.mongo.ts';
import { mongoStandingStore } from './standing-store.mongo.ts';

let connection: Connection;

beforeAll(async () => {
  const database = `test_moving_${process.pid}`;
  connection = await connectMongo({ uri: process.env['TEST_MONGODB_URI'] ?? '', database });
  await ensureCardIndexes(connection);
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

async function emptyStores(): Promise<CityStores> {
  await scorecardCollection(connection).deleteMany({});
  await rollupCollection(connection).deleteMany({});
  const exported = async () => {
    const all: { scorecards: Scorecard[]; rollups: RollupCard[] } = { scorecards: [], rollups: [] };
    for await (const { scorecards, rollups } of mongoCardReader(connection).exportCards()) {
      all.scorecards.push(...scorecards);
      all.rollups.push(...rollups);
    }
    return all;
  };
  return {
    scorecards: mongoScorecardStore(connection),
    standings: mongoStandingStore(connection),
    readSiblings: mongoSiblings(connection),
    encode: encodeScorecard,
    rollups: mongoRollupStore(
      connection,
      cardContributions(() => catalogue),
    ),
    allCards: async () => (await exported()).scorecards,
    allRollups: async () => (await exported()).rollups,
  };
}

const reportedOf = (rollups: readonly RollupCard[]): Readonly<Record<string, number>> =>
  Object.fromEntries(rollups.map(({ orgUnit, period, reported }) => [`${orgUnit} ${period}`, reported]));

describe('a change of the tree, on a database server', () => {
  test('takes figures from the old ancestors to the new through a cut, and is told once more without harm', async () => {
    const city = await movingCity(await emptyStores());
    for (const school of ['s1', 's2', 's3']) {
      for (const period of ['2026-08', '2026-09']) city.submit(school, period, { revision: 1, numerator: 10 });
    }
    await city.settle();
    const move: TreeCommand = { verb: 'move', unit: 's1', from: '2026-09-01', parent: 't2' };
    expect(await city.change(move)).toBe(true);
    await city.spread();
    city.cut(true);
    await city.judge(9);
    await city.settle();
    expect(reportedOf(await city.stores.allRollups())).toEqual({
      ...{ 't1 2026-08': 2, 'd1 2026-08': 2, 't2 2026-08': 1, 'd2 2026-08': 1, 'c 2026-08': 3 },
      ...{ 't1 2026-09': 1, 'd1 2026-09': 1, 't2 2026-09': 2, 'd2 2026-09': 2, 'c 2026-09': 3 },
    });
    const moved = (await city.stores.allCards()).filter(({ orgUnit }) => orgUnit === 's1');
    expect(moved.map(({ period, parent, path, version }) => [period, parent, path, version]).sort()).toEqual([
      ['2026-08', 't1', 'c/d1/t1/s1/', 1],
      ['2026-09', 't2', 'c/d2/t2/s1/', 2],
    ]);
  });

  test('leaves nothing of a unit that has lost its last child, and counts again what comes back', async () => {
    const city = await movingCity(await emptyStores());
    city.submit('s3', '2026-09', { revision: 1, numerator: 10 });
    await city.settle();
    await city.change({ verb: 'move', unit: 't2', from: '2026-09-01', parent: 'd1' });
    await city.settle();
    const ids = async () => (await city.stores.allRollups()).map(({ orgUnit }) => orgUnit).sort();
    expect(await ids()).toEqual(['c', 'd1', 't2']);
    await city.change({ verb: 'move', unit: 't2', from: '2026-09-01', parent: 'd2' });
    await city.settle();
    expect(await ids()).toEqual(['c', 'd2', 't2']);
  });
});
