import { expect, test } from '@jest/globals';

import { remembering } from './remembering.ts';

const world = (most = 10, staleMs = 1_000) => {
  const state = { nowMs: 0, answer: 'a' as string | undefined, broken: false, asked: 0 };
  const ask = (): Promise<string | undefined> => {
    state.asked += 1;
    return state.broken ? Promise.reject(new Error('away')) : Promise.resolve(state.answer);
  };
  return { state, of: remembering(ask, { freshMs: 100, staleMs, most, now: () => state.nowMs }) };
};

test('a fresh answer is not asked for again, an old one is', async () => {
  const { state, of } = world();
  await of('k');
  state.answer = 'b';
  state.nowMs = 100;
  expect(await of('k')).toBe('a');
  state.nowMs = 101;
  expect(await of('k')).toBe('b');
  expect(state.asked).toBe(2);
});

test('who asks at the same time shares one question', async () => {
  const { state, of } = world();
  expect(await Promise.all([of('k'), of('k'), of('k')])).toEqual(['a', 'a', 'a']);
  expect(state.asked).toBe(1);
});

test('absence is not remembered', async () => {
  const { state, of } = world();
  state.answer = undefined;
  expect(await of('k')).toBeUndefined();
  state.answer = 'now';
  expect(await of('k')).toBe('now');
});

test('what was revoked is gone once the answer is old', async () => {
  const { state, of } = world();
  await of('k');
  state.answer = undefined;
  state.nowMs = 101;
  expect(await of('k')).toBeUndefined();
  state.broken = true;
  await expect(of('k')).rejects.toThrow('away');
});

test('while nobody can be asked, a recent answer still serves, an older one does not', async () => {
  const { state, of } = world();
  await of('k');
  state.broken = true;
  state.nowMs = 1_000;
  expect(await of('k')).toBe('a');
  state.nowMs = 1_001;
  await expect(of('k')).rejects.toThrow('away');
});

test('no more keys are remembered than allowed', async () => {
  const { state, of } = world(2);
  for (const key of ['1', '2', '3', '3', '2', '1']) await of(key);
  expect(state.asked).toBe(4);
});
