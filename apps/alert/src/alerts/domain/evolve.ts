import {
  system,
  type AlertState,
  type Episode,
  type Handling,
  type TimelineEntry,
  type TimelineKind,
} from './alert.ts';
import type { AlertEvent } from './event.ts';
import { decidingReading, saysTheSame, withReading, type Reading } from './reading.ts';

type EpisodeEvent = Exclude<AlertEvent, { readonly kind: 'reading-taken' | 'opened' }>;
type Event<Kind extends EpisodeEvent['kind']> = Extract<EpisodeEvent, { readonly kind: Kind }>;
type Change = Partial<Omit<Episode, 'number' | 'version' | 'timeline'>>;
type Words = {
  readonly at: number;
  readonly by: string;
  readonly kind: TimelineKind;
  readonly note: string;
  readonly noteEn?: string;
  readonly links: readonly string[];
};

// What machines write may fill the document in years of flapping; what people wrote stays.
const longestTimeline = 300;

function remembered(timeline: readonly TimelineEntry[]): readonly TimelineEntry[] {
  if (timeline.length <= longestTimeline) return timeline;
  const oldest = timeline.findIndex(({ by, kind }) => by === system && kind !== 'opened');
  return oldest < 0 ? timeline : timeline.toSpliced(oldest, 1);
}

const missedWords = {
  acknowledgement: { zh: '逾期未确认', en: 'not acknowledged in time' },
  deadline: { zh: '逾期未整改', en: 'not rectified in time' },
} as const;

type Noted = Pick<Words, 'note' | 'noteEn'>;

const noted = (note: string, noteEn: string): Noted => ({ note, noteEn });
const notedReason = ({ reason, reasonEn }: Reading): Noted =>
  reasonEn === undefined ? { note: reason } : noted(reason, reasonEn);
const withdrawn = noted('数据已撤回，暂无有效数据', 'the data were withdrawn, none are valid now');

function escalated(clock: keyof typeof missedWords, to: string): Noted {
  const { zh, en } = missedWords[clock];
  return noted(`${zh}，已上报${to}`, `${en}, told to ${to}`);
}

const unlessClosed = (handling: Handling): Change =>
  handling === 'closed' ? { handling: 'new', assignee: '', closedAt: 0 } : {};

// While it fires only the case of a unit that is no more can be closed.
const reasonOfClosing = ({ endedBecause, condition }: Episode): string =>
  endedBecause || (condition === 'firing' ? 'unit-closed' : 'closed');

const changes: { readonly [Kind in EpisodeEvent['kind']]: (event: Event<Kind>, episode: Episode) => Change } = {
  updated: ({ subject, reading, deadline }) => ({ subject, reading, severity: reading.severity, deadline }),
  'data-withdrawn': () => ({ condition: 'no-data' }),
  resolved: ({ at, reading, because }) => ({ reading, condition: 'resolved', resolvedAt: at, endedBecause: because }),
  'returned-to-breach': ({ subject, reading, clocks }, { handling }) => ({
    ...{
      subject,
      reading,
      severity: reading.severity,
      condition: 'firing',
      resolvedAt: 0,
      endedBecause: '',
      hasEvidence: false,
    },
    ...unlessClosed(handling),
    ...(clocks === null ? {} : { ...clocks, escalated: [] }),
  }),
  escalated: ({ clock }, { escalated }) => ({ escalated: [...escalated, clock] }),
  acknowledged: () => ({ handling: 'acknowledged' }),
  assigned: ({ assignee }) => ({ handling: 'assigned', assignee }),
  started: () => ({ handling: 'rectifying' }),
  submitted: () => ({ handling: 'in-review', hasEvidence: true }),
  approved: () => ({}),
  returned: () => ({ handling: 'rectifying' }),
  closed: ({ at }, episode) => ({ handling: 'closed', closedAt: at, endedBecause: reasonOfClosing(episode) }),
  reopened: ({ acknowledgeBy, deadline }, { assignee, condition, endedBecause }) => ({
    ...{ endedBecause: condition === 'firing' ? '' : endedBecause },
    ...{ handling: assignee === '' ? 'acknowledged' : 'assigned', closedAt: 0, hasEvidence: false },
    ...{ acknowledgeBy, deadline, escalated: [] },
  }),
  commented: () => ({}),
};

function wordsOf(event: EpisodeEvent): Words {
  const { at } = event;
  switch (event.kind) {
    case 'data-withdrawn':
      return { at, by: system, kind: 'updated', ...withdrawn, links: [] };
    case 'updated':
    case 'resolved':
      return { at, by: system, kind: event.kind, ...notedReason(event.reading), links: [] };
    case 'returned-to-breach':
      return { at, by: system, kind: 'reopened', ...notedReason(event.reading), links: [] };
    case 'escalated':
      return { at, by: system, kind: 'escalated', ...escalated(event.clock, event.to), links: [] };
    case 'submitted':
      return { at, by: event.by, kind: 'submitted', note: event.note, links: event.links };
    case 'assigned':
      return {
        at,
        by: event.by,
        kind: 'assigned',
        note: [event.assignee, event.note].filter(Boolean).join('：'),
        links: [],
      };
    default:
      return { at, by: event.by, kind: event.kind, note: event.note, links: [] };
  }
}

function opened(event: Extract<AlertEvent, { readonly kind: 'opened' }>): Episode {
  const { at, number, subject, reading, acknowledgeBy, deadline } = event;
  const standing = { condition: 'firing', handling: 'new' } as const;
  const entry: TimelineEntry = {
    version: 1,
    at,
    by: system,
    kind: 'opened',
    ...notedReason(reading),
    links: [],
    ...standing,
  };
  return {
    ...{ number, subject, reading, severity: reading.severity, ...standing },
    ...{ openedAt: at, resolvedAt: 0, closedAt: 0, acknowledgeBy, deadline, escalated: [] },
    ...{ assignee: '', hasEvidence: false, endedBecause: '', version: 1, handlingVersion: 1, timeline: [entry] },
  };
}

// Later data that say the same are nothing to tell anybody, but it is they that decide now.
function taken({ episode, readings: before }: AlertState, reading: Reading): AlertState {
  const readings = withReading(before, reading);
  const confirms = episode?.condition === 'firing' && decidingReading(readings) === reading;
  return { readings, episode: confirms && saysTheSame(episode.reading, reading) ? { ...episode, reading } : episode };
}

const handlesIt = (kind: EpisodeEvent['kind']): boolean =>
  !['updated', 'data-withdrawn', 'resolved', 'returned-to-breach', 'escalated', 'commented'].includes(kind);

function changed(episode: Episode, event: EpisodeEvent): Episode {
  const change = (changes[event.kind] as (event: EpisodeEvent, episode: Episode) => Change)(event, episode);
  const version = episode.version + 1;
  const next = { ...episode, ...change, version };
  const isHandled = handlesIt(event.kind) || next.handling !== episode.handling;
  const entry: TimelineEntry = { version, ...wordsOf(event), condition: next.condition, handling: next.handling };
  return {
    ...next,
    handlingVersion: episode.handlingVersion + (isHandled ? 1 : 0),
    timeline: remembered([...episode.timeline, entry]),
  };
}

/** The state after an event. */
export function evolve(state: AlertState, event: AlertEvent): AlertState {
  if (event.kind === 'reading-taken') return taken(state, event.reading);
  if (event.kind === 'opened') return { ...state, episode: opened(event) };
  if (state.episode === null) throw new Error(`${event.kind} without an episode`);
  return { ...state, episode: changed(state.episode, event) };
}
