import type { EventRing, Hole, LiveEvent } from './event-ring.ts';

/** Someone who watches. */
export type Watcher = {
  /** Only what lies below is told. */
  readonly path: string;
  /** Takes frames of an event stream; false = it can hold no more until it says so. */
  readonly send: (frames: string) => boolean;
};

/** Someone's watching. */
export type Watching = {
  /** It has passed on what it held: goes on with what it has missed, the newest of each subject. */
  readonly goOn: () => void;
  readonly leave: () => void;
};

/** Tells watchers what changed. */
export type Broadcast = {
  readonly publish: (events: readonly LiveEvent[]) => void;
  /** Something may have been missed: everybody loads again. */
  readonly reset: (reason: Hole) => void;
  /** Starts watching, from where the watcher broke off. */
  readonly watch: (watcher: Watcher, lastEventId: string | undefined) => Watching;
  /** A sign of life, with the place to resume from. */
  readonly beat: () => void;
  readonly watchers: () => number;
};

const longestReplay = 512 * 1024;

const frameOf = (id: string, { name, json }: Pick<LiveEvent, 'name' | 'json'>): string =>
  `id: ${id}\nevent: ${name}\ndata: ${json()}\n\n`;
const resetFrame = (id: string, reason: Hole): string =>
  `id: ${id}\nevent: reset\ndata: ${JSON.stringify({ reason })}\n\n`;

/** A watcher, and the id of what it was sent last while it can hold no more. */
type Follower = Watcher & { heldAt: string | undefined };

// What a watcher has missed, and where it stands now.
function greetingOf(ring: EventRing, path: string, lastEventId: string | undefined): string {
  const here = `id: ${ring.id()}\n\n`;
  if (lastEventId === undefined) return here;
  const missed = ring.since(lastEventId);
  if (typeof missed === 'string') return resetFrame(ring.id(), missed);
  const seen = missed.filter(({ event }) => event.path.startsWith(path));
  const frames = seen.map(({ event, id }) => frameOf(id, event)).join('');
  return frames.length > longestReplay ? resetFrame(ring.id(), 'hole') : frames + here;
}

function send(follower: Follower, frames: string, id: string): boolean {
  if (!follower.send(frames)) follower.heldAt = id;
  return follower.heldAt === undefined;
}

// Piece by piece: what it cannot hold it gets when it has passed on the rest.
function catchUp(ring: EventRing, follower: Follower): void {
  const { heldAt, path } = follower;
  if (heldAt === undefined) return;
  follower.heldAt = undefined;
  const missed = ring.since(heldAt);
  if (typeof missed === 'string') send(follower, resetFrame(ring.id(), missed), ring.id());
  else missed.every(({ event, id }) => !event.path.startsWith(path) || send(follower, frameOf(id, event), id));
}

function tell(followers: ReadonlySet<Follower>, event: LiveEvent, id: string): void {
  let frame: string | undefined;
  for (const follower of followers) {
    if (follower.heldAt === undefined && event.path.startsWith(follower.path))
      send(follower, (frame ??= frameOf(id, event)), id);
  }
}

/** Makes a broadcast over a ring; `nextEpoch` names each new life of it. */
export function broadcasting(ring: EventRing, nextEpoch: () => string): Broadcast {
  const followers = new Set<Follower>();

  const reset = (reason: Hole): void => {
    ring.restart(nextEpoch());
    const frame = resetFrame(ring.id(), reason);
    for (const follower of followers) {
      follower.heldAt = undefined;
      send(follower, frame, ring.id());
    }
  };

  const publish = (events: readonly LiveEvent[]): void => {
    for (const event of events) {
      const outcome = ring.add(event);
      if (outcome === 'hole') {
        reset('hole');
        ring.add(event);
      } else if (outcome === 'added') tell(followers, event, ring.id());
    }
  };

  return {
    publish,
    reset,
    watch: (watcher, lastEventId) => {
      const follower: Follower = { ...watcher, heldAt: undefined };
      send(follower, greetingOf(ring, watcher.path, lastEventId), ring.id());
      followers.add(follower);
      return {
        goOn: () => {
          catchUp(ring, follower);
        },
        leave: () => void followers.delete(follower),
      };
    },
    beat: () => {
      const frame = `: beat\nid: ${ring.id()}\n\n`;
      for (const follower of followers) if (follower.heldAt === undefined) send(follower, frame, ring.id());
    },
    watchers: () => followers.size,
  };
}
