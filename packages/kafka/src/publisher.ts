import { createBatchQueue } from '@xiaomai/kernel';
import { Partitioners, type Message, type Producer } from 'kafkajs';
import { createKafka, type KafkaSettings } from './connection.ts';
import type { TopicSpec } from './topics.ts';

/** A message on its way: deterministic id, key for order, bytes. */
export type OutgoingMessage = {
  readonly id: string;
  readonly key: string;
  readonly value: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Sends messages; one send is in flight at a time, what comes meanwhile travels together. */
export type Publisher = {
  /** Resolves when the brokers have acknowledged every message; retries for ever while the brokers are away. */
  readonly publish: (topic: TopicSpec, messages: readonly OutgoingMessage[]) => Promise<void>;
  /** Stops retrying and disconnects; a publish still running rejects. */
  readonly stop: () => Promise<void>;
};

type Item = { readonly topic: TopicSpec; readonly message: OutgoingMessage };

// The broker refuses a batch of more than 1,048,588 bytes for good, and kafkajs groups quadratically beyond 1,000.
const maxMessages = 500;
const maxBytes = 900_000;

function toKafka({ topic, message }: Item): Message {
  return {
    key: message.key,
    value: message.value,
    headers: { ce_specversion: '1.0', ce_id: message.id, ce_type: topic.type, ...message.headers },
  };
}

function chunksOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const chunks: Item[][] = [];
  let current: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = item.message.value.length + item.message.key.length + 200;
    if (current.length === maxMessages || (current.length > 0 && bytes + size > maxBytes)) {
      chunks.push(current);
      current = [];
      bytes = 0;
    }
    current.push(item);
    bytes += size;
  }
  if (current.length > 0) chunks.push(current);
  return chunks;
}

function byTopic(items: readonly Item[]): { topic: string; messages: Message[] }[] {
  const topics = new Map<string, Message[]>();
  for (const item of items) {
    const messages = topics.get(item.topic.name);
    if (messages === undefined) topics.set(item.topic.name, [toKafka(item)]);
    else messages.push(toKafka(item));
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}

const producerOf = (settings: KafkaSettings): Producer =>
  createKafka(settings).producer({
    allowAutoTopicCreation: false,
    idempotent: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 },
  });

/** Connects a producer. Not idempotent in Kafka's sense: that loses acknowledged sends here; ids and versions in the
 *  messages do the work. Sends start at least `gapMs` apart, the first at once. */
export async function connectPublisher(settings: KafkaSettings, gapMs = 0): Promise<Publisher> {
  const producer = producerOf(settings);
  let stopped = false;

  const insist = async (name: string, attempt: () => Promise<unknown>): Promise<void> => {
    for (;;) {
      try {
        await attempt();
        return;
      } catch (error) {
        if (stopped) throw error;
        settings.onWarning?.(`${name} failed, trying again: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, 200));
        await producer.connect().catch(() => undefined);
      }
    }
  };

  const queue = createBatchQueue<readonly Item[], undefined>({
    maxItems: 10_000,
    gapMs,
    flush: async (groups) => {
      for (const chunk of chunksOf(groups.flat())) {
        await insist('send', () => producer.sendBatch({ acks: -1, topicMessages: byTopic(chunk) }));
      }
      return groups.map(() => undefined);
    },
  });

  await insist('connect', () => producer.connect());
  return {
    publish: async (topic, messages) => {
      if (messages.length > 0) await queue.push(messages.map((message) => ({ topic, message })));
    },
    stop: async () => {
      stopped = true;
      await producer.disconnect();
    },
  };
}
