import { topics } from '@xiaomai/contracts/topics';
import type { Publisher } from '@xiaomai/kafka';
import { orderKey, type Entry } from '../domain/entry.ts';
import type { Publish } from '../flow/stores.ts';

const toMessage = (entry: Entry): { id: string; key: string; value: Buffer } => ({
  id: `${entry.id}#${String(entry.revision)}`,
  key: orderKey(entry),
  value: entry.payload,
});

/** Sends entries as `submission.accepted.v1`, their stored bytes as they are. */
export const kafkaPublish =
  (publisher: Pick<Publisher, 'publish'>): Publish =>
  (entries) =>
    publisher.publish(topics.submissionAccepted, entries.map(toMessage));
