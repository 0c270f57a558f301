import { expect, jest, test } from '@jest/globals';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import './idle-connections.ts';

type Queue = {
  readonly push: (request: object) => void;
  readonly fulfillRequest: (answer: object) => void;
  readonly maybeThrottle: (ms: number) => void;
  readonly destroy: () => void;
};

const logger = { debug: () => undefined, warn: () => undefined };

function aQueue(sent: number[]) {
  const options = { maxInFlightRequests: null, requestTimeout: 1_000, enforceRequestTimeout: false };
  const about = { clientId: 'test', broker: 'test:1', logger, isConnected: () => true };
  const queue = new RequestQueue({ ...options, ...about }) as Queue;
  const push = (correlationId: number): void => {
    const entry = { correlationId, apiName: 'Fetch', apiKey: 1, apiVersion: 11, reject: () => undefined };
    queue.push({
      entry: { ...entry, resolve: () => undefined },
      expectResponse: true,
      sendRequest: () => sent.push(correlationId),
    });
  };
  return { queue, push };
}

test('a connection on which nothing waits rests', () => {
  jest.useFakeTimers();
  const { queue, push } = aQueue([]);
  push(1);
  queue.fulfillRequest({ correlationId: 1, payload: null, size: 0 });
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

test('what waits because the broker asked for a pause is sent after it', () => {
  jest.useFakeTimers();
  const sent: number[] = [];
  const { queue, push } = aQueue(sent);
  queue.maybeThrottle(50);
  push(1);
  expect(sent).toEqual([]);
  jest.advanceTimersByTime(60);
  expect(sent).toEqual([1]);
  queue.destroy();
  jest.useRealTimers();
});
