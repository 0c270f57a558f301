import { expect, test } from '@jest/globals';
import { until } from '@xiaomai/testing';
import { roundsTimer } from './rounds.timer.ts';

test('rounds are kept, then what is left is counted, again and again; a fault is told and the next look comes', async () => {
  const done: string[] = [];
  const faults: unknown[] = [];
  const timer = roundsTimer({
    keep: () => {
      done.push('keep');
      return done.length === 1 ? Promise.reject(new Error('away')) : Promise.resolve();
    },
    relay: () => {
      done.push('relay');
      return Promise.resolve(0);
    },
    now: () => 0,
    onFault: (error) => faults.push(error),
    pattern: '* * * * * *',
  });
  await until('the second look', () => done.length === 3);
  timer.stop();
  expect([done, faults.length]).toEqual([['keep', 'keep', 'relay'], 1]);
});
