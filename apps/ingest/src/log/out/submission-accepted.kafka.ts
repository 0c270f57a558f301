import { carriesHazards } from '@xiaomai/contracts/carries-hazards';
import { topics } from '@xiaomai/contracts/topics';
import type { Publisher } from '@xiaomai/kafka';
import { orderKey, type Entry } from '../domain/entry.ts';
import type { Publish } from '../flow/stores.ts';

const toMessage = (entry: Entry): { id: string; key: string; value: Buffer } => ({
  id: `${entry.id}#${String(entry.revision)}`,
  key: orderKey(entry),
  value: entry.payload,
});

/** Sends entries as `submission.accepted.v1`, their stored bytes as they are; those that carry hazards once more as `hazard.reported.v1`. */
export const kafkaPublish =
  (publisher: Pick<Publisher, 'publish'>): Publish =>
  async (entries) => {
    const withHazards = entries.filter(({ payload }) => carriesHazards(payload));
    await Promise.all([
      publisher.publish(topics.submissionAccepted, entries.map(toMessage)),
      ...(withHazards.length === 0 ? [] : [publisher.publish(topics.hazardReported, withHazards.map(toMessage))]),
    ]);
  };
