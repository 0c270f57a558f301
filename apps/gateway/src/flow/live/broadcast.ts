import type { EventRing, Hole, LiveEvent } from './event-ring.ts';

/** Someone who watches. */
export type Watcher = {
  /** Only what lies below is told. */
  readonly path: string;
  /** Takes frames of an event stream. */
  readonly send: (frames: string) => void;
};

/** Tells watchers what changed. */
export type Broadcast = {
  readonly publish: (events: readonly LiveEvent[]) => void;
  /** Something may have been missed: everybody loads again. */
  readonly reset: (reason: Hole) => void;
  /** Starts watching, from where the watcher broke off; the answer ends it. */
  readonly watch: (watcher: Watcher, lastEventId: string | undefined) => () => void;
  /** A sign of life, with the place to resume from. */
  readonly beat: () => void;
  readonly watchers: () => number;
};

const longestReplay = 512 * 1024;

const frameOf = (id: string, { name, json }: Pick<LiveEvent, 'name' | 'json'>): string =>
  `id: ${id}\nevent: ${name}\ndata: ${json()}\n\n`;
const resetFrame = (id: string, reason: Hole): string =>
  `id: ${id}\nevent: reset\ndata: ${JSON.stringify({ reason })}\n\n`;

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

/** Makes a broadcast over a ring; `nextEpoch` names each new life of it. */
export function broadcasting(ring: EventRing, nextEpoch: () => string): Broadcast {
  const watchers = new Set<Watcher>();

  const reset = (reason: Hole): void => {
    ring.restart(nextEpoch());
    const frame = resetFrame(ring.id(), reason);
    for (const watcher of watchers) watcher.send(frame);
  };

  const tell = (event: LiveEvent): void => {
    let frame: string | undefined;
    for (const watcher of watchers) {
      if (event.path.startsWith(watcher.path)) watcher.send((frame ??= frameOf(ring.id(), event)));
    }
  };

  const publish = (events: readonly LiveEvent[]): void => {
    for (const event of events) {
      const outcome = ring.add(event);
      if (outcome === 'hole') {
        reset('hole');
        ring.add(event);
      } else if (outcome === 'added') tell(event);
    }
  };

  return {
    publish,
    reset,
    watch: (watcher, lastEventId) => {
      watcher.send(greetingOf(ring, watcher.path, lastEventId));
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    beat: () => {
      const frame = `: beat\nid: ${ring.id()}\n\n`;
      for (const watcher of watchers) watcher.send(frame);
    },
    watchers: () => watchers.size,
  };
}
