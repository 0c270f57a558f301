import type { Incoming, MergedBatch } from './consumer.ts';
import type { OutgoingMessage, Publisher } from './publisher.ts';
import { deadLetterTopic, type TopicSpec } from './topics.ts';

/** What identifies a message that came, whether or not it could be read. */
export type Letter = {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly value: Buffer;
};

type Handling<T> = {
  readonly handle: (batch: MergedBatch<T>) => Promise<void>;
  readonly warn: (message: string) => void;
  readonly deadLetters: Pick<Publisher, 'publish'>;
  readonly stopping: () => boolean;
};

const firstDelayMs = 100;
const longestDelayMs = 2_000;

/** Thrown by a handler for a message that no retry can make right: it is put aside. */
export class UnprocessableMessage extends Error {}

const isBug = (error: unknown): boolean =>
  error instanceof UnprocessableMessage ||
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof SyntaxError ||
  error instanceof ReferenceError;

/** Puts a message aside into its dead-letter topic: same key and bytes, the reason and its place in the id. */
export async function putAside(deadLetters: Pick<Publisher, 'publish'>, letter: Letter, error: unknown): Promise<void> {
  const spec: TopicSpec = { name: deadLetterTopic(letter.topic), type: 'dead-letter', partitions: 1, retentionMs: 0 };
  const message: OutgoingMessage = {
    id: `${letter.topic}/${letter.partition}/${letter.offset}`,
    key: letter.key,
    value: letter.value,
    headers: { reason: String(error).slice(0, 500) },
  };
  await deadLetters.publish(spec, [message]);
}

async function handleOne<T>(handling: Handling<T>, message: Incoming<T>, generation: number): Promise<void> {
  await handleMerged({ ...handling, handle: handling.handle }, { messages: [message], generation });
}

async function narrowDown<T>(handling: Handling<T>, batch: MergedBatch<T>, bug: unknown): Promise<void> {
  const [only, ...others] = batch.messages;
  if (only !== undefined && others.length === 0) {
    handling.warn(`put aside ${only.topic}/${only.partition}/${only.offset}: ${String(bug)}`);
    await putAside(handling.deadLetters, only, bug);
    return;
  }
  for (const message of batch.messages) await handleOne(handling, message, batch.generation);
}

/** Handles a merged batch until it is done: broken infrastructure is waited for, a bug is narrowed down to its message,
 *  which is put aside so that the rest flows on. Never rejects, except when the consumer stops. */
export async function handleMerged<T>(handling: Handling<T>, batch: MergedBatch<T>): Promise<void> {
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
    try {
      await handling.handle(batch);
      return;
    } catch (error) {
      if (handling.stopping()) throw new Error('stopped before the batch was handled', { cause: error });
      if (isBug(error)) {
        await narrowDown(handling, batch, error);
        return;
      }
      handling.warn(`batch failed, trying again in ${delayMs} ms: ${String(error)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}
