import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, Connection } from 'mongoose';
import { insertUnordered, isDuplicateKey, writeUnordered } from './bulk.ts';
import { connectMongo } from './connect.ts';
import { updateGuarded } from './guarded.ts';

let connection: Connection;
let things: Collection;

beforeAll(async () => {
  connection = await connectMongo({ uri: process.env['TEST_MONGODB_URI'] ?? '', database: `test_bulk_${process.pid}` });
  things = connection.collection('things');
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const all = async (): Promise<unknown[]> => things.find({}, { sort: { _id: 1 } }).toArray();

describe('bulk writes on a real server', () => {
  test('an insert tells which ids existed and stores the others', async () => {
    expect((await insertUnordered(things, [{ _id: 'a', n: 1 }])).duplicates.size).toBe(0);
    const { duplicates } = await insertUnordered(things, [
      { _id: 'b', n: 1 },
      { _id: 'a', n: 2 },
      { _id: 'c', n: 1 },
    ]);
    expect([...duplicates]).toEqual([1]);
    expect(await all()).toEqual([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 1 },
      { _id: 'c', n: 1 },
    ]);
  });

  test('an update by version counts only what was still at that version', async () => {
    const { matched } = await writeUnordered(things, [
      { updateOne: { filter: { _id: 'a', n: 1 }, update: { $set: { n: 2 } } } },
      { updateOne: { filter: { _id: 'b', n: 7 }, update: { $set: { n: 8 } } } },
    ]);
    expect(matched).toBe(1);
  });

  test('a conditional upsert of something older meets the existing id', async () => {
    const { duplicates } = await writeUnordered(things, [
      { updateOne: { filter: { _id: 'a', n: { $lt: 1 } }, update: { $set: { n: 1 } }, upsert: true } },
    ]);
    expect([...duplicates]).toEqual([0]);
  });

  test('a guarded update changes what still holds what was read, and nothing else', async () => {
    await things.insertMany([
      { _id: 'x' as never, v: 1, note: 'old', payload: Buffer.from('old') },
      { _id: 'y' as never, v: 2 },
      { _id: 'z' as never, note: 'of the first release' },
    ]);
    const next = (_id: string, was: number | null) =>
      ({ _id, guard: ['v', was], set: { v: 9, payload: Buffer.from('$new') } }) as const;
    expect(await updateGuarded(things, [next('x', 1), next('y', 1), next('z', null), next('gone', 1)])).toBe(2);
    const found = await things.find({ _id: { $in: ['x', 'y', 'z'] as never[] } }, { sort: { _id: 1 } }).toArray();
    expect(found.map(({ payload, ...fields }) => ({ ...fields, payload: String(payload?.buffer) }))).toEqual([
      { _id: 'x', v: 9, note: 'old', payload: '$new' },
      { _id: 'y', v: 2, payload: 'undefined' },
      { _id: 'z', v: 9, note: 'of the first release', payload: '$new' },
    ]);
  });

  test('a duplicate key is told from any other fault', async () => {
    const fault = await things.insertOne({ _id: 'a' as never }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(isDuplicateKey(fault)).toBe(true);
    expect(isDuplicateKey(new Error('E11000 duplicate key'))).toBe(false);
  });
});
