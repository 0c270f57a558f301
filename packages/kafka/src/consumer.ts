import { createBatchQueue } from '@xiaomai/kernel';
import { PartitionAssigners, type Consumer, type EachBatchPayload, type IHeaders, type KafkaMessage } from 'kafkajs';
import { createKafka, type KafkaSettings } from './connection.ts';
import { handleMerged, putAside, type Letter } from './dead-letter.ts';
import { createOffsetCommitter } from './offset-committer.ts';
import { connectPublisher } from './publisher.ts';
import { samePartition } from './same-partition.ts';
import { slicesInFlight } from './slices-in-flight.ts';
import { ensureTopics, type TopicSpec } from './topics.ts';

/** A message that came. */
export type Incoming<T> = Letter & {
  readonly message: T;
  /** Milliseconds since 1970 at which it was produced. */
  readonly timestampMs: number;
};

/** What all assigned partitions have fetched, merged. */
export type MergedBatch<T> = {
  readonly messages: readonly Incoming<T>[];
  /** Grows when the group's assignment changes: whatever was remembered about the partitions must be dropped. */
  readonly generation: number;
};

/** How a consumer works. */
export type ConsumerOptions<T> = {
  readonly kafka: KafkaSettings;
  readonly groupId: string;
  /** Partition n of each of them is read by the same member. */
  readonly topics: readonly (TopicSpec & { readonly decode: (bytes: Uint8Array) => T })[];
  /** True = nothing is skipped when the group is new or has lost its offsets. False only for a live view. */
  readonly fromBeginning: boolean;
  /** Handles a merged batch; offsets are committed after it resolved. A rejection is tried again, for ever; a bug
   *  (TypeError and its like) is narrowed down to its message, which goes to the dead-letter topic. */
  readonly handle: (batch: MergedBatch<T>) => Promise<void>;
  /** True = what one partition has fetched is handled on its own, at the same time as the others' and as the next of its own:
   *  `handle` must allow that, in any order. False by default: everything fetched is merged into one batch at a time. */
  readonly concurrent?: boolean;
  /** Told at each assignment: a live view that starts at the latest offsets may have missed something before it. */
  readonly onAssigned?: () => void;
  /** Told when the consumer is broken for good: end the process. */
  readonly onFatal: (error: unknown) => void;
};

/** A running consumer. */
export type RunningConsumer = {
  readonly stop: () => Promise<void>;
  /** Whether it has fetched lately: a process whose consumer does not fetch is not healthy. */
  readonly fetching: () => boolean;
};

type Slice<T> = readonly Incoming<T>[];
type Reader<T> = (payload: EachBatchPayload, message: KafkaMessage) => Incoming<T>;

const sliceSize = 500;
const slicesAtOnce = 3;
const commitGapMs = 250;
const fetchedWithinMs = 20_000;

async function whileBeating<R>(payload: EachBatchPayload, work: Promise<R>): Promise<R> {
  const timer = setInterval(() => {
    payload.heartbeat().catch(() => undefined); // a rebalance shows itself at the next fetch
  }, 500);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

const letterOf = ({ batch }: EachBatchPayload, message: KafkaMessage): Letter => ({
  topic: batch.topic,
  partition: batch.partition,
  offset: message.offset,
  key: message.key?.toString() ?? '',
  value: message.value ?? Buffer.alloc(0),
});

function assertKnownType(headers: IHeaders | undefined, type: string): void {
  const value = headers?.['ce_type'];
  if (value !== undefined && String(value) !== type) throw new Error(`unknown type ${String(value)}`);
}

function readerOf<T>(topics: ConsumerOptions<T>['topics']): Reader<T> {
  const specs = new Map(topics.map((topic) => [topic.name, topic]));
  return (payload, message) => {
    const letter = letterOf(payload, message);
    const spec = specs.get(letter.topic);
    if (spec === undefined) throw new Error(`not subscribed to ${letter.topic}`);
    assertKnownType(message.headers, spec.type);
    if (letter.value.length === 0) throw new Error('empty message');
    return { ...letter, message: spec.decode(letter.value), timestampMs: Number(message.timestamp) };
  };
}

async function untilJoined(options: Pick<ConsumerOptions<never>, 'kafka'>, join: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await join();
      return;
    } catch (error) {
      options.kafka.onWarning?.(`consumer cannot start, trying again: ${String(error)}`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

const consumerOf = (kafka: KafkaSettings, groupId: string): Consumer =>
  createKafka(kafka).consumer({
    groupId,
    partitionAssigners: [samePartition, PartitionAssigners.roundRobin], // the second while members of an older release live
    sessionTimeout: 6_000,
    heartbeatInterval: 500,
    rebalanceTimeout: 15_000,
    minBytes: 1,
    // What comes is answered at once; the wait is only how often an idle consumer asks again, and how long a commit may lie behind it.
    maxWaitTimeInMs: 500,
    retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 1_000_000 },
  });

/** Starts a consumer: all partitions of a fetch merged into one batch, offsets committed only after it was handled. */
// eslint-disable-next-line max-lines-per-function -- one straight wiring of callbacks that share the group's state
export async function startConsumer<T>(options: ConsumerOptions<T>): Promise<RunningConsumer> {
  await ensureTopics(options.kafka, options.topics);
  const deadLetters = await connectPublisher(options.kafka);
  const consumer = consumerOf(options.kafka, options.groupId);
  const committer = createOffsetCommitter(consumer, commitGapMs);
  const read = readerOf(options.topics);
  const warn = (message: string): void => options.kafka.onWarning?.(message);
  let generation = 0;
  let lastFetch = performance.now();
  let stopping = false;
  let joined = false;
  let diedJoining: Error | undefined;

  const handle = (messages: Slice<T>, isOver = () => stopping): Promise<void> =>
    handleMerged({ handle: options.handle, warn, deadLetters, stopping: isOver }, { messages, generation });
  const queue = createBatchQueue<Slice<T>, undefined>({
    maxItems: 1_000,
    flush: async (slices) => {
      await handle(slices.flat());
      return slices.map(() => undefined);
    },
  });
  const inFlight = slicesInFlight(options.concurrent === true ? slicesAtOnce : 1, committer.handled);
  const take = async (slice: Slice<T>, isOver: () => boolean): Promise<void> => {
    if (options.concurrent === true) await handle(slice, isOver);
    else if (slice.length > 0) await queue.push(slice);
  };

  const readSlice = async (payload: EachBatchPayload, messages: readonly KafkaMessage[]): Promise<Slice<T>> => {
    const slice: Incoming<T>[] = [];
    for (const message of messages) {
      try {
        slice.push(read(payload, message));
      } catch (error) {
        warn(`put aside ${payload.batch.topic}/${payload.batch.partition}/${message.offset}: ${String(error)}`);
        await putAside(deadLetters, letterOf(payload, message), error);
      }
    }
    return slice;
  };

  const eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const { topic, partition, messages } = payload.batch;
    const mine = generation;
    for (let from = 0; from < messages.length; from += sliceSize) {
      if (!payload.isRunning() || payload.isStale() || generation !== mine) return;
      const part = messages.slice(from, from + sliceSize);
      const slice = await readSlice(payload, part);
      const last = part.at(-1);
      if (last === undefined || generation !== mine) return;
      payload.resolveOffset(last.offset);
      const isOver = (): boolean => stopping || generation !== mine;
      const begun = inFlight.begin({ topic, partition, offset: last.offset }, () => take(slice, isOver));
      await whileBeating(payload, begun);
    }
  };

  consumer.on(consumer.events.GROUP_JOIN, () => {
    generation += 1;
    committer.forget();
    inFlight.forget();
    options.onAssigned?.();
  });
  consumer.on(consumer.events.FETCH, () => {
    lastFetch = performance.now();
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (payload.restart || stopping) return;
    if (joined) options.onFatal(payload.error);
    else diedJoining = payload.error;
  });

  await untilJoined(options, async () => {
    await consumer.connect();
    await consumer.subscribe({ topics: options.topics.map(({ name }) => name), fromBeginning: options.fromBeginning });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: options.topics.reduce((sum, topic) => sum + topic.partitions, 0),
      eachBatch,
    });
    // It resolves also when kafkajs has given up, as when there was no coordinator for ten seconds.
    const died = diedJoining;
    diedJoining = undefined;
    if (died !== undefined) throw died;
  });
  joined = true;
  return {
    stop: async () => {
      stopping = true;
      await inFlight.settled();
      await committer.flush();
      await consumer.disconnect();
      await deadLetters.stop();
    },
    fetching: () => performance.now() - lastFetch < fetchedWithinMs,
  };
}
