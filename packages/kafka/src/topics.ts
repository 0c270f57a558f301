import type { Admin } from 'kafkajs';
import { createKafka, type KafkaSettings } from './connection.ts';

/** A topic as this package needs it. */
export type TopicSpec = {
  readonly name: string;
  /** CloudEvents type of its messages. */
  readonly type: string;
  readonly partitions: number;
  readonly retentionMs: number;
};

/** Name of the topic that takes what could not be parsed or handled. */
export const deadLetterTopic = (name: string): string => `${name}.dlq`;

async function createOnce(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const wanted = specs.flatMap(({ name, partitions, retentionMs }) => [
    { topic: name, numPartitions: partitions, retentionMs },
    { topic: deadLetterTopic(name), numPartitions: 1, retentionMs: retentionMs * 3 },
  ]);
  const missing = wanted.filter(({ topic }) => !existing.has(topic));
  if (missing.length === 0) return;
  await admin.createTopics({
    waitForLeaders: true,
    topics: missing.map(({ topic, numPartitions, retentionMs }) => ({
      topic,
      numPartitions,
      configEntries: [{ name: 'retention.ms', value: String(retentionMs) }],
    })),
  });
}

// A fresh broker may answer UNKNOWN_TOPIC_OR_PARTITION although it made the topic: ask again.
async function createPatiently(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await createOnce(admin, specs);
      return;
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Creates the topics and their dead-letter topics where they are missing; waits until the broker can be reached. */
export async function ensureTopics(settings: KafkaSettings, specs: readonly TopicSpec[]): Promise<void> {
  const admin = createKafka(settings).admin({ retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 1_000 } });
  await admin.connect();
  try {
    await createPatiently(admin, specs);
  } finally {
    await admin.disconnect();
  }
}
