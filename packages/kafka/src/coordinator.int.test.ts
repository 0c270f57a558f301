import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { KafkaJSProtocolError } from 'kafkajs';
import Broker from 'kafkajs/src/broker/index.js';
import { startConsumer } from './consumer.ts';

type Finding = { findGroupCoordinator: (asked: object) => Promise<unknown> };

// A fresh and busy broker has no coordinator for a while; kafkajs tries six times and then gives up for good.
const patience = 6;
const noCoordinator = { type: 'GROUP_COORDINATOR_NOT_AVAILABLE', code: 15, retriable: true };

test('a consumer that found no coordinator when it started joins as soon as there is one', async () => {
  const broker = Broker.prototype as Finding;
  const find = broker.findGroupCoordinator;
  let asked = 0;
  broker.findGroupCoordinator = async function (given) {
    asked += 1;
    if (asked > patience) return find.call(this, given);
    throw new KafkaJSProtocolError(Object.assign(new Error('none yet'), noCoordinator));
  };
  const name = `test-${randomUUID()}`;
  const consumer = await startConsumer({
    kafka: { brokers: [process.env['TEST_KAFKA_BROKERS'] ?? ''], clientId: 'test' },
    groupId: name,
    topics: [{ name, type: name, partitions: 1, retentionMs: 60_000, decode: (bytes) => bytes }],
    fromBeginning: true,
    handle: () => Promise.resolve(),
    onFatal: () => undefined,
  });
  broker.findGroupCoordinator = find;
  expect(asked).toBeGreaterThan(patience);
  await consumer.stop();
});
