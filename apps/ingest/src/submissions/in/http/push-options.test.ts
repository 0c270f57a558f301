import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { readPushOptions } from './push-options.ts';

const read = (url: string, headers: Record<string, string>) =>
  readPushOptions({ url, headers } as unknown as IncomingMessage);

test.each([
  ['wait=2', 2],
  ['respond-async, wait=10', 10],
  ['wait=5;foo="bar"', 5],
  ['wait=600', 30],
  ['await=3', undefined],
  ['wait=soon', undefined],
])('Prefer: %s waits %p seconds', (prefer, seconds) => {
  expect(read('/', { prefer }).waitSeconds).toBe(seconds);
});

test.each([
  ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
  ['"two words"', 'two words'],
  ['bare', 'bare'],
])('Idempotency-Key: %s is %s', (key, expected) => {
  expect(read('/', { 'idempotency-key': key })).toMatchObject({ idempotencyKey: expected, faults: [] });
});

test.each(['', 'two words', '"open', 'x'.repeat(201), '学校'])('Idempotency-Key: %s is none', (key) => {
  expect(read('/', { 'idempotency-key': key }).faults).toMatchObject([
    { code: 'invalid-parameter', parameter: 'Idempotency-Key' },
  ]);
});

test('a dry run stores nothing, so its key is not used up', () => {
  expect(read('/x?dryRun=true', { 'idempotency-key': 'abc' }).idempotencyKey).toBe('');
});

test('a parameter that is said twice is not guessed', () => {
  expect(read('/x?dryRun=false&dryRun=true', {}).faults[0]).toMatchObject({
    ...{ code: 'invalid-parameter', parameter: 'dryRun' },
  });
});

test('every wrong parameter is named', () => {
  const { faults } = read('/x?dryrun=true&atomic=1', {});
  expect(faults.map(({ parameter, code }) => [parameter, code])).toEqual([
    ['dryrun', 'unknown-parameter'],
    ['atomic', 'invalid-parameter'],
  ]);
});

test('media type and charset are read in any spelling', () => {
  expect(read('/', { 'content-type': 'Text/CSV; header=present; charset="GBK"' })).toMatchObject({
    mediaType: 'text/csv',
    charset: 'gbk',
  });
});
