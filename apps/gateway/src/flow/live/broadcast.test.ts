import { describe, expect, test } from '@jest/globals';

import { broadcasting, type Broadcast, type Watching } from './broadcast.ts';
import { createEventRing, type LiveEvent } from './event-ring.ts';

const event = (offset: number, path = 'cn/33/3307/330702/', json = `{"at":${offset}}`): LiveEvent => ({
  name: 'alert',
  subject: `alert ${offset}`,
  path,
  partition: 'a0',
  offset,
  json: () => json,
});

const started = (): Broadcast => {
  let life = 0;
  return broadcasting(createEventRing('e0', 100), () => `e${(life += 1)}`);
};

type Watcher = Watching & { readonly frames: () => string };

/** One that holds `most` pieces until its frames are taken. */
const watching = (broadcast: Broadcast, path: string, lastEventId?: string, most = Infinity): Watcher => {
  const sent: string[] = [];
  const send = (frames: string): boolean => sent.push(frames) < most;
  return { ...broadcast.watch({ path, send }, lastEventId), frames: () => sent.splice(0).join('') };
};

describe('a watcher', () => {
  test('is told where it stands, then only what lies in its subtree', () => {
    const broadcast = started();
    const district = watching(broadcast, 'cn/33/3307/330702/');
    const neighbour = watching(broadcast, 'cn/33/3307/330703/');
    expect(district.frames()).toBe('id: e0:\n\n');
    neighbour.frames();
    broadcast.publish([event(1), event(2, 'cn/33/3307/')]);
    expect(district.frames()).toBe('id: e0:a0-1\nevent: alert\ndata: {"at":1}\n\n');
    expect(neighbour.frames()).toBe('');
  });

  test('that comes back gets what it missed in its subtree, and where it stands', () => {
    const broadcast = started();
    broadcast.publish([event(1), event(2), event(3, 'cn/33/3307/330703/')]);
    const back = watching(broadcast, 'cn/33/3307/330702/', 'e0:a0-1');
    expect(back.frames()).toBe('id: e0:a0-2\nevent: alert\ndata: {"at":2}\n\nid: e0:a0-3\n\n');
  });

  test('that comes back to another life is told to load again', () => {
    const back = watching(started(), 'cn/', 'other:a0-1');
    expect(back.frames()).toBe('id: e0:\nevent: reset\ndata: {"reason":"restarted"}\n\n');
  });

  test('that missed more than a replay should carry is told to load again', () => {
    const broadcast = started();
    broadcast.publish([event(1, 'cn/', `"${'x'.repeat(600_000)}"`)]);
    expect(watching(broadcast, 'cn/', 'e0:').frames()).toContain('event: reset');
  });

  test('that left is told nothing', () => {
    const broadcast = started();
    const gone = watching(broadcast, 'cn/');
    gone.frames();
    gone.leave();
    broadcast.publish([event(1)]);
    expect(gone.frames()).toBe('');
    expect(broadcast.watchers()).toBe(0);
  });
});

describe('a watcher that can hold no more', () => {
  const named = (offset: number, subject: string, path?: string): LiveEvent => ({ ...event(offset, path), subject });

  test('is sent nothing until it goes on, and then the newest of each subject it has missed, in order', () => {
    const broadcast = started();
    const slow = watching(broadcast, 'cn/33/3307/330702/', undefined, 2);
    broadcast.publish([event(1)]);
    expect(slow.frames()).toContain('{"at":1}');
    broadcast.publish([named(2, 'a'), named(3, 'b', 'cn/33/'), named(4, 'c'), named(5, 'a')]);
    broadcast.beat();
    expect(slow.frames()).toBe('');
    slow.goOn();
    expect(slow.frames()).toBe(
      'id: e0:a0-4\nevent: alert\ndata: {"at":4}\n\nid: e0:a0-5\nevent: alert\ndata: {"at":5}\n\n',
    );
  });

  test('gets what it has missed in as many pieces as it needs, and then what comes', () => {
    const broadcast = started();
    const slow = watching(broadcast, 'cn/', undefined, 1);
    broadcast.publish([1, 2, 3].map((offset) => event(offset)));
    const pieces: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      pieces.push(slow.frames());
      slow.goOn();
    }
    expect(pieces.map((piece) => /\{.*\}/.exec(piece)?.[0])).toEqual([undefined, '{"at":1}', '{"at":2}', '{"at":3}']);
    broadcast.publish([event(4)]);
    expect(slow.frames()).toContain('{"at":4}');
  });

  test('is told to load again when what it has missed is gone, and when everybody is', () => {
    const broadcast = started();
    const slow = watching(broadcast, 'cn/', undefined, 1);
    broadcast.publish(Array.from({ length: 102 }, (_, at) => event(at)));
    slow.frames();
    slow.goOn();
    expect(slow.frames()).toContain('event: reset');
    broadcast.reset('hole');
    expect(slow.frames()).toContain('event: reset');
  });
});

test('a gap in what comes tells everybody to load again, and goes on', () => {
  const broadcast = started();
  const one = watching(broadcast, 'cn/');
  broadcast.publish([event(1)]);
  one.frames();
  broadcast.publish([event(3), event(4)]);
  expect(one.frames()).toBe(
    'id: e1:\nevent: reset\ndata: {"reason":"hole"}\n\nid: e1:a0-4\nevent: alert\ndata: {"at":4}\n\n',
  );
});

test('the beat carries the place to resume from', () => {
  const broadcast = started();
  const one = watching(broadcast, 'cn/33/3307/330703/');
  broadcast.publish([event(1)]);
  one.frames();
  broadcast.beat();
  expect(one.frames()).toBe(': beat\nid: e0:a0-1\n\n');
});
