import type { StreamEventName } from '@xiaomai/gateway-api/stream';

/** Something that changed. A newer event of the same subject makes an older one needless. */
export type LiveEvent = {
  readonly name: Exclude<StreamEventName, 'reset'>;
  readonly subject: string;
  /** Org path it belongs to. */
  readonly path: string;
  /** Topic and partition, and the place in it. */
  readonly partition: string;
  readonly offset: number;
  readonly json: () => string;
};

/** Why a client has to load everything again. */
export type Hole = 'hole' | 'restarted';

/** An event with the id a client resumes from when it was the last one. */
export type Replayed = { readonly event: LiveEvent; readonly id: string };

/** The newest events, bounded. */
export type EventRing = {
  /** `hole`: something before this event was missed. */
  readonly add: (event: LiveEvent) => 'added' | 'seen' | 'hole';
  /** Where the ring stands. */
  readonly id: () => string;
  /** What a client has missed since an id. */
  readonly since: (id: string) => readonly Replayed[] | Hole;
  /** Forgets everything. */
  readonly restart: (epoch: string) => void;
};

type Place = {
  readonly first: number;
  readonly last: number;
  /** Newest offset that fell out. */ readonly lost: number;
};
type Seen = ReadonlyMap<string, number>;

function textOf(epoch: string, seen: Iterable<readonly [partition: string, offset: number]>): string {
  let text = '';
  for (const [partition, offset] of seen) text += `${text === '' ? '' : ','}${partition}-${offset}`;
  return `${epoch}:${text}`;
}

function parseId(id: string): { readonly epoch: string; readonly seen: Seen } {
  const [epoch = '', places = ''] = id.slice(0, 2_000).split(':');
  const pairs = [...places.matchAll(/([a-z]\d+)-(\d{1,15})/g)];
  return { epoch, seen: new Map(pairs.map(([, partition = '', offset]) => [partition, Number(offset)])) };
}

const isComparable = (places: ReadonlyMap<string, Place>, seen: Seen): boolean =>
  [...seen].every(([partition, offset]) => offset <= (places.get(partition)?.last ?? -1)) &&
  [...places].every(([partition, { first }]) => first <= (seen.get(partition) ?? -2) + 1);

type State = {
  readonly epoch: string;
  readonly events: Iterable<LiveEvent>;
  readonly places: ReadonlyMap<string, Place>;
};

function missedSince({ epoch, events, places }: State, id: string): readonly Replayed[] | Hole {
  const from = parseId(id);
  if (from.epoch !== epoch && !isComparable(places, from.seen)) return 'restarted';
  const seen = new Map(from.seen);
  if ([...places].some(([partition, { lost }]) => lost > (seen.get(partition) ?? -1))) return 'hole';
  const missed = [...events].filter(({ partition, offset }) => offset > (seen.get(partition) ?? -1));
  return missed.map((event) => {
    seen.set(event.partition, event.offset);
    return { event, id: textOf(epoch, seen) };
  });
}

/** Makes a ring of at most `most` subjects; `epoch` tells one life of a gateway from another. */
export function createEventRing(firstEpoch: string, most: number): EventRing {
  const events = new Map<string, LiveEvent>();
  const places = new Map<string, Place>();
  let epoch = firstEpoch;

  const dropOldest = (): void => {
    const [oldest] = events.values();
    if (events.size <= most || oldest === undefined) return;
    events.delete(oldest.subject);
    const place = places.get(oldest.partition);
    if (place !== undefined) places.set(oldest.partition, { ...place, lost: oldest.offset });
  };

  const add = (event: LiveEvent): 'added' | 'seen' | 'hole' => {
    const place = places.get(event.partition) ?? { first: event.offset, last: event.offset - 1, lost: -1 };
    if (event.offset <= place.last) return 'seen';
    if (event.offset > place.last + 1) return 'hole';
    places.set(event.partition, { ...place, last: event.offset });
    events.delete(event.subject);
    events.set(event.subject, event);
    dropOldest();
    return 'added';
  };

  return {
    add,
    since: (id) => missedSince({ epoch, events: events.values(), places }, id),
    id: () =>
      textOf(
        epoch,
        [...places].map(([partition, { last }]) => [partition, last] as const),
      ),
    restart: (next) => {
      epoch = next;
      events.clear();
      places.clear();
    },
  };
}
