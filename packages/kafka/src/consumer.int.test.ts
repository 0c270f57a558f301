import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { until } from '@xiaomai/testing';
import { createKafka, type KafkaSettings } from './connection.ts';
import { startConsumer, type ConsumerOptions, type MergedBatch } from './consumer.ts';
import { createLagMeter } from './lag.ts';
import { connectPublisher } from './publisher.ts';
import { deadLetterTopic, ensureTopics } from './topics.ts';

const kafka: KafkaSettings = { brokers: (process.env['TEST_KAFKA_BROKERS'] ?? '').split(','), clientId: 'test' };
jest.setTimeout(30_000);

const stops: (() => Promise<void>)[] = [];
let made = 0;

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

type Topic = ConsumerOptions<string>['topics'][number];

function aTopic(partitions = 4): Topic {
  made += 1;
  const name = `test.${process.pid}.${made}.v1`;
  return {
    name,
    type: name,
    partitions,
    retentionMs: 3_600_000,
    decode: (bytes) => {
      const text = Buffer.from(bytes).toString();
      if (text.startsWith('broken')) throw new SyntaxError('not a message');
      return text;
    },
  };
}

type Seen = { readonly texts: string[]; readonly batches: MergedBatch<string>[] };

/** A member of a group that reads two topics; tells which keys it saw in each. */
async function joinGroup(topics: readonly Topic[]): Promise<ReadonlyMap<string, Set<string>>> {
  const keys = new Map(topics.map(({ name }) => [name, new Set<string>()]));
  const member = await startConsumer<string>({
    kafka,
    groupId: `group-${topics.map(({ name }) => name).join('-')}`,
    topics,
    fromBeginning: true,
    onFatal: (error) => {
      throw error;
    },
    handle: ({ messages }) => {
      for (const { topic, key } of messages) keys.get(topic)?.add(key);
      return Promise.resolve();
    },
  });
  stops.push(member.stop);
  return keys;
}

async function consume(topic: Topic, handle: (batch: MergedBatch<string>) => void = () => undefined): Promise<Seen> {
  const seen: Seen = { texts: [], batches: [] };
  const consumer = await startConsumer<string>({
    kafka,
    groupId: `group-${topic.name}`,
    topics: [topic],
    fromBeginning: true,
    onFatal: (error) => {
      throw error;
    },
    handle: (batch) => {
      handle(batch);
      seen.batches.push(batch);
      seen.texts.push(...batch.messages.map(({ message }) => message));
      return Promise.resolve();
    },
  });
  stops.push(consumer.stop);
  return seen;
}

async function publish(topic: Topic, texts: readonly string[]): Promise<void> {
  await ensureTopics(kafka, [topic]);
  const publisher = await connectPublisher(kafka);
  stops.push(publisher.stop);
  await publisher.publish(
    topic,
    texts.map((text, index) => ({ id: text, key: String(index), value: Buffer.from(text) })),
  );
}

async function deadLetters(topic: Topic): Promise<readonly { text: string; reason: string }[]> {
  const found: { text: string; reason: string }[] = [];
  const admin = createKafka(kafka).admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(deadLetterTopic(topic.name));
  await admin.disconnect();
  const wanted = ends.reduce((sum, { high }) => sum + Number(high), 0);
  const consumer = createKafka(kafka).consumer({ groupId: `dlq-${topic.name}` });
  await consumer.connect();
  await consumer.subscribe({ topic: deadLetterTopic(topic.name), fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) => {
      found.push({ text: String(message.value), reason: String(message.headers?.['reason']) });
      return Promise.resolve();
    },
  });
  await until('messages', () => found.length >= wanted);
  await consumer.disconnect();
  return found;
}

describe('a consumer on a real broker', () => {
  test('hands over what all partitions have, merged into few batches', async () => {
    const topic = aTopic();
    const texts = Array.from({ length: 400 }, (_, index) => `m${index}`);
    await consume(topic).then(async (seen) => {
      await publish(topic, texts);
      await until('messages', () => seen.texts.length === texts.length);
      expect([...seen.texts].sort()).toEqual([...texts].sort());
      expect(seen.batches.length).toBeLessThan(40);
    });
  });

  test('puts aside what cannot be parsed and lets the rest flow on', async () => {
    const topic = aTopic();
    const seen = await consume(topic);
    await publish(topic, ['one', 'broken 1', 'two', 'broken 2', 'three']);
    await until('messages', () => seen.texts.length === 3);
    expect([...seen.texts].sort()).toEqual(['one', 'three', 'two']);
    const letters = await deadLetters(topic);
    expect(letters.map(({ text }) => text).sort()).toEqual(['broken 1', 'broken 2']);
    expect(letters[0]?.reason).toContain('not a message');
  });

  test('narrows a bug down to its message and goes on', async () => {
    const topic = aTopic();
    const seen = await consume(topic, ({ messages }) => {
      if (messages.some(({ message }) => message === 'poison'))
        throw new TypeError('cannot read properties of undefined');
    });
    await publish(topic, ['a', 'poison', 'b', 'c']);
    await until('messages', () => seen.texts.length === 3);
    expect((await deadLetters(topic)).map(({ text }) => text)).toEqual(['poison']);
  });

  test('tries again while something outside is broken, and loses nothing', async () => {
    const topic = aTopic();
    let failures = 3;
    const seen = await consume(topic, () => {
      failures -= 1;
      if (failures >= 0) throw new Error('database away');
    });
    await publish(topic, ['a', 'b']);
    await until('messages', () => seen.texts.length === 2);
    expect([...seen.texts].sort()).toEqual(['a', 'b']);
  });

  test('commits only what was handled: the next member of the group sees the rest', async () => {
    const topic = aTopic();
    await publish(topic, ['a', 'b']);
    const first = await consume(topic);
    await until('messages', () => first.texts.length === 2);
    await stops.pop()?.();
    await publish(topic, ['c']);
    const second = await consume(topic);
    await until('messages', () => second.texts.includes('c'));
    expect(second.texts).toEqual(['c']);
  });

  test('a concurrent one goes on while it handles, and commits it all in the end', async () => {
    const topic = aTopic(1);
    const begun: string[] = [];
    const open = new Map<string, () => void>();
    const options = { kafka, groupId: `group-${topic.name}`, topics: [topic], fromBeginning: true, concurrent: true };
    const onFatal = (error: unknown): never => {
      throw error;
    };
    const handle = async ({ messages }: MergedBatch<string>): Promise<void> => {
      const text = messages.map(({ message }) => message).join(' ');
      begun.push(text);
      await new Promise<void>((resolve) => open.set(text, resolve));
    };
    const first = await startConsumer<string>({ ...options, handle, onFatal });
    for (const text of ['a', 'b']) {
      await publish(topic, [text]);
      await until('messages', () => begun.includes(text)); // `a` is still being handled when `b` comes
    }
    for (const text of ['b', 'a']) open.get(text)?.();
    await first.stop();
    await publish(topic, ['c']);
    const second = await consume(topic);
    await until('messages', () => second.texts.includes('c'));
    expect(second.texts).toEqual(['c']);
  });

  test('a key is handled by the same member in every topic of the group', async () => {
    const topics = [aTopic(3), aTopic(3)] as const; // three partitions over two members do not come out even by chance
    const members = [await joinGroup(topics), await joinGroup(topics)];
    const texts = Array.from({ length: 60 }, (_, index) => `m${index}`);
    for (const topic of topics) await publish(topic, texts);
    const seen = (topic: Topic): number => members.reduce((sum, keys) => sum + (keys.get(topic.name)?.size ?? 0), 0);
    await until('messages', () => topics.every((topic) => seen(topic) === texts.length));
    for (const member of members) {
      const [first, second] = topics.map(({ name }) => [...(member.get(name) ?? [])].sort());
      expect(first?.length).toBeGreaterThan(0);
      expect(second).toEqual(first);
    }
  });

  test('the lag of a group is what it has not handled', async () => {
    const topic = aTopic();
    const seen = await consume(topic);
    await publish(topic, ['a', 'b', 'c']);
    await until('messages', () => seen.texts.length === 3);
    await stops.splice(0, 1)[0]?.(); // the consumer
    await publish(topic, ['d', 'e']);
    const meter = await createLagMeter(kafka, { groupId: `group-${topic.name}`, topic: topic.name, everyMs: 50 });
    stops.push(meter.stop);
    await until('messages', () => meter.messages() === 2);
    expect(meter.messages()).toBe(2);
  });
});
