import { topics } from '@xiaomai/contracts/topics';
import type { OutgoingMessage, Publisher } from '@xiaomai/kafka';
import { crashPoint } from '@xiaomai/lifecycle';
import { alertId, type Episode } from '../domain/alert.ts';
import type { AlertEvents } from '../flow/announce.ts';
import { alertToWire } from './alert-message.ts';

const newestEntries = 20;

function messageOf(episode: Episode): OutgoingMessage {
  const message = { alert: alertToWire(episode, newestEntries), kind: episode.timeline.at(-1)?.kind ?? '' };
  return {
    id: `${alertId(episode)}#${episode.version}`,
    key: episode.subject.orgUnit,
    value: topics.alertChanged.encode(message),
  };
}

/** Publishes alerts as they stand now; versions in them tell receivers what is newer. */
export function kafkaAlertEvents(publisher: Pick<Publisher, 'publish'>): AlertEvents {
  return {
    publish: async (records) => {
      const episodes = records
        .flatMap(({ former, state }) => [former, state.episode])
        .filter((episode) => episode !== null);
      await publisher.publish(topics.alertChanged, episodes.map(messageOf));
      crashPoint('alert.after-publish');
    },
  };
}
