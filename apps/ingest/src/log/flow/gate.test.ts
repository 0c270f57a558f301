import { expect, test } from '@jest/globals';
import { createGate, type GatePorts } from './gate.ts';

const limits = { backlogEntries: 10, backlogAgeMs: 1_000, waiting: 5, lag: 100 };
const calm = { backlog: { entries: 0, oldestMs: 0 }, waiting: 0, lag: 0 };

function gateOver(state: { backlog: { entries: number; oldestMs: number }; waiting: number; lag: number }) {
  const ports: GatePorts = { backlog: () => state.backlog, waiting: () => state.waiting, lag: () => state.lag, limits };
  return createGate(ports);
}

test.each([
  ['nothing is behind', {}, true],
  ['too much is unpublished', { backlog: { entries: 11, oldestMs: 0 } }, false],
  ['the oldest unpublished is too old', { backlog: { entries: 1, oldestMs: 1_001 } }, false],
  ['too many wait to be stored', { waiting: 6 }, false],
  ['the judging is behind', { lag: 101 }, false],
  ['nobody knows how far the judging is', { lag: Number.POSITIVE_INFINITY }, true],
])('when %s it is open or closed', (_what, more, open) => {
  expect(gateOver({ ...calm, ...more }).open()).toBe(open);
});

test('closed for a lag, it opens at half of the limit', () => {
  const state = { ...calm, lag: 101 };
  const gate = gateOver(state);
  const seen = [101, 51, 50, 100, 101].map((lag) => {
    state.lag = lag;
    return gate.open();
  });
  expect(seen).toEqual([false, false, true, true, false]);
});

test('who waits goes on as soon as it opens', async () => {
  const state = { ...calm, waiting: 6 };
  const gate = gateOver(state);
  const waiting = [gate.opened(10_000), gate.opened(10_000)];
  state.waiting = 0;
  expect(await Promise.all(waiting)).toEqual([true, true]);
});

test('who waits too long, or has gone, is not let in', async () => {
  const gate = gateOver({ ...calm, waiting: 6 });
  expect(await gate.opened(20)).toBe(false);
  const gone = new AbortController();
  const waiting = gate.opened(10_000, gone.signal);
  gone.abort();
  expect(await waiting).toBe(false);
});
