import { topics } from '@xiaomai/contracts/topics';
import type { OutgoingMessage, Publisher } from '@xiaomai/kafka';
import { crashPoint } from '@xiaomai/lifecycle';
import type { Hazard } from '../domain/hazard.ts';
import type { HazardEvents, UnitTally } from '../flow/announce.ts';
import { hazardToWire } from './hazard-message.ts';

const newestEntries = 20;

const messageOf = (hazard: Hazard): OutgoingMessage => ({
  id: `${hazard.number}#${hazard.version}`,
  key: hazard.subject.orgUnit,
  value: topics.hazardChanged.encode({
    hazard: hazardToWire(hazard, newestEntries),
    kind: hazard.timeline.at(-1)?.kind ?? '',
  }),
});

const tallyOf = (tally: UnitTally): OutgoingMessage => ({
  id: `${tally.orgUnit}|${tally.period}#${tally.version}`,
  key: tally.orgUnit,
  value: topics.hazardTally.encode(tally),
});

/** Publishes hazards and figures as they stand now; versions in them tell receivers what is newer. */
export const kafkaHazardEvents = (publisher: Pick<Publisher, 'publish'>): HazardEvents => ({
  publishHazards: async (records) => {
    await publisher.publish(
      topics.hazardChanged,
      records.flatMap(({ hazard }) => (hazard === null ? [] : [messageOf(hazard)])),
    );
    crashPoint('alert.after-hazard-publish');
  },
  publishTallies: (tallies) => publisher.publish(topics.hazardTally, tallies.map(tallyOf)),
});
