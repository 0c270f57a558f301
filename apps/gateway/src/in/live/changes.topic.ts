import type { Alert as WireAlert, AlertChanged as WireAlertChanged } from '@xiaomai/contracts/alert';
import type { Hazard as WireHazard, HazardChanged as WireHazardChanged } from '@xiaomai/contracts/hazard';
import type { Report as WireReport, ReportPublished as WireReportPublished } from '@xiaomai/contracts/report';
import { rollupHead, type RollupHead } from '@xiaomai/contracts/rollup-head';
import type { Rollup } from '@xiaomai/contracts/scorecard';
import { topics } from '@xiaomai/contracts/topics';
import type { AlertChanged, HazardChanged, ReportPublished, ScorecardChanged } from '@xiaomai/gateway-api/stream';
import {
  startConsumer,
  type Incoming,
  type KafkaSettings,
  type MergedBatch,
  type RunningConsumer,
} from '@xiaomai/kafka';

import type { Broadcast } from '../../flow/live/broadcast.ts';
import type { LiveEvent } from '../../flow/live/event-ring.ts';

/** How the messages are shown: as in the REST answers. */
export type ChangeViews = {
  readonly scorecard: (rollup: Rollup) => ScorecardChanged;
  readonly alert: (alert: WireAlert) => Omit<AlertChanged, 'kind'>;
  readonly hazard: (hazard: WireHazard) => Omit<HazardChanged, 'kind'>;
  readonly report: (report: WireReport) => ReportPublished;
};

/** A rollup that changed. Its figures are read when somebody is shown them; until then it is bytes, a tenth as large. */
export type RollupNews = { readonly head: RollupHead; readonly bytes: Buffer };

/** A message of one of the topics. */
export type Change = RollupNews | WireAlertChanged | WireHazardChanged | WireReportPublished;

type Told = Pick<LiveEvent, 'name' | 'subject' | 'path' | 'json'>;

/** What a message of rollups says at first sight. The bytes are copied: those that came belong to all that was fetched with them. */
export function rollupNews(bytes: Uint8Array): RollupNews {
  const head = rollupHead(bytes);
  if (head === undefined) throw new Error('no rollup in it');
  return { head, bytes: Buffer.from(bytes) };
}

function rollupIn({ bytes }: RollupNews): Rollup {
  const { rollup } = topics.rollupChanged.decode(bytes);
  if (rollup === undefined) throw new Error('no rollup in it');
  return rollup;
}

function toldOf(change: Change, views: ChangeViews): Told | undefined {
  if ('head' in change) {
    const { orgUnit, dataset, period, path } = change.head;
    return {
      name: 'scorecard',
      subject: `scorecard ${orgUnit}|${dataset}|${period}`,
      path,
      json: () => JSON.stringify(views.scorecard(rollupIn(change))),
    };
  }
  if ('alert' in change) {
    const { alert, kind } = change;
    if (alert === undefined) return undefined;
    const shown = { ...alert, timeline: [] }; // nobody is shown it here, and it would be kept
    const json = (): string => JSON.stringify({ ...views.alert(shown), kind } satisfies AlertChanged);
    return { name: 'alert', subject: `alert ${alert.id}`, path: alert.path, json };
  }
  if ('hazard' in change) {
    const { hazard, kind } = change;
    if (hazard === undefined) return undefined;
    const shown = { ...hazard, timeline: [] };
    const json = (): string => JSON.stringify({ ...views.hazard(shown), kind } satisfies HazardChanged);
    return { name: 'hazard', subject: `hazard ${hazard.number}`, path: hazard.path, json };
  }
  const { report } = change;
  if (report === undefined) return undefined;
  return {
    name: 'report',
    subject: `report ${report.id}`,
    path: report.path,
    json: () => JSON.stringify(views.report(report)),
  };
}

const topicLetters: Record<LiveEvent['name'], string> = { scorecard: 's', alert: 'a', hazard: 'h', report: 'p' };

function eventOf({ partition, offset, message }: Incoming<Change>, views: ChangeViews): LiveEvent | undefined {
  const told = toldOf(message, views);
  return told && { ...told, partition: `${topicLetters[told.name]}${partition}`, offset: Number(offset) };
}

/** Who is handed what comes. */
export type ChangeHandler = {
  readonly handle: (batch: MergedBatch<Change>) => Promise<void>;
  readonly onAssigned: () => void;
};

/**
 * Hands merged batches to the broadcast. Partitions without a committed place start at their end when they are given
 * out: what came just before is missed, so that everybody loads again `settleMs` after an assignment.
 */
export function telling(
  broadcast: Pick<Broadcast, 'publish' | 'reset'>,
  views: ChangeViews,
  settleMs: number,
): ChangeHandler {
  let settling: NodeJS.Timeout | undefined;
  return {
    handle: (batch) => {
      broadcast.publish(batch.messages.flatMap((message) => eventOf(message, views) ?? []));
      return Promise.resolve();
    },
    onAssigned: () => {
      clearTimeout(settling);
      settling = setTimeout(() => {
        broadcast.reset('hole');
      }, settleMs).unref();
    },
  };
}

type Following = ChangeHandler & { readonly groupId: string; readonly onFatal: (error: unknown) => void };

/** Follows what changes, from now on, in a group of its own. */
export function followChanges(kafka: KafkaSettings, following: Following): Promise<RunningConsumer> {
  return startConsumer<Change>({
    kafka,
    ...following,
    topics: [
      { ...topics.rollupChanged, decode: rollupNews },
      topics.alertChanged,
      topics.hazardChanged,
      topics.reportPublished,
    ],
    fromBeginning: false,
  });
}
