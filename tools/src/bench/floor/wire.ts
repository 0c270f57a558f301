// What the processes of the floor share: the same broker and database server as the product, and the same settings of their clients.
import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { createBatchQueue } from '@xiaomai/kernel';
import { Kafka, logLevel, Partitioners, type KafkaMessage, type TopicMessages } from 'kafkajs';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import mongoose from 'mongoose';

// As in packages/kafka: else every connection looks every millisecond whether a request waits, and the floor would cost more than it must.
type Queue = { readonly pending: readonly unknown[]; scheduleCheckPendingRequests: () => void };
const queue = RequestQueue.prototype as Queue;
const schedule = queue.scheduleCheckPendingRequests;
queue.scheduleCheckPendingRequests = function (this: Queue) {
  if (this.pending.length > 0) schedule.call(this);
};

const variable = (name: string): string => process.env[name] ?? '';

const kafka = new Kafka({ brokers: variable('KAFKA_BROKERS').split(','), logLevel: logLevel.ERROR });

/** One insert: an _id and its fields. */
export type Document = { readonly _id: string; readonly [field: string]: unknown };

/** Inserts documents in one command. */
export async function openCollection(name: string): Promise<(documents: readonly Document[]) => Promise<void>> {
  const client = await new mongoose.mongo.MongoClient(variable('MONGODB_URI'), { maxPoolSize: 50 }).connect();
  const collection = client.db(variable('FLOOR_DATABASE')).collection<Document>(name);
  return async (documents) => {
    if (documents.length > 0) await collection.insertMany([...documents], { ordered: false });
  };
}

/** Reads documents by id. */
export async function openReader(name: string): Promise<(ids: readonly string[]) => Promise<readonly Document[]>> {
  const client = await new mongoose.mongo.MongoClient(variable('MONGODB_URI'), { maxPoolSize: 50 }).connect();
  const collection = client.db(variable('FLOOR_DATABASE')).collection<Document>(name);
  const atOnce = { batchSize: 5_000, promoteBuffers: true };
  return (ids) => collection.find({ _id: { $in: [...ids] } }, atOnce).toArray();
}

/** Sends messages, acknowledged by the broker. */
export async function openProducer(): Promise<(topicMessages: readonly TopicMessages[]) => Promise<void>> {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return async (topicMessages) => {
    const full = topicMessages.filter(({ messages }) => messages.length > 0);
    if (full.length > 0) await producer.sendBatch({ acks: -1, topicMessages: full });
  };
}

type Source = { readonly topics: readonly string[]; readonly groupId?: string };
type Handle = (messages: readonly KafkaMessage[]) => Promise<void>;

/** Consumes topics; what all partitions have fetched is handled as one batch. Without a group: from now on. */
export async function consume(source: Source, handle: Handle): Promise<void> {
  const consumer = kafka.consumer({
    groupId: source.groupId ?? `bench-floor-${randomUUID()}`,
    ...{ sessionTimeout: 6_000, heartbeatInterval: 500, minBytes: 1, maxWaitTimeInMs: 500 },
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [...source.topics], fromBeginning: source.groupId !== undefined });
  const merged = createBatchQueue<readonly KafkaMessage[], undefined>({
    maxItems: 1_000,
    flush: async (slices) => {
      await handle(slices.flat());
      return slices.map(() => undefined);
    },
  });
  await consumer.run({
    autoCommitInterval: 250,
    partitionsConsumedConcurrently: 8,
    eachBatch: ({ batch }) => merged.push(batch.messages),
  });
}

/** Listens where the bench looks whether this process is ready. */
export function serve(handler: RequestListener = (_, response) => response.end()): Promise<void> {
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, handler);
  return new Promise((done) => server.listen(Number(variable('HTTP_PORT')), '127.0.0.1', done));
}
