import { describe, expect, test } from '@jest/globals';

import { broadcasting, type Broadcast } from './broadcast.ts';
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

const watching = (
  broadcast: Broadcast,
  path: string,
  lastEventId?: string,
): { frames: () => string; leave: () => void } => {
  const sent: string[] = [];
  const leave = broadcast.watch({ path, send: (frames) => sent.push(frames) }, lastEventId);
  return { frames: () => sent.splice(0).join(''), leave };
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
