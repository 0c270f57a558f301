import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';

import { createEventRing, type EventRing, type LiveEvent } from './event-ring.ts';

const event = (partition: string, offset: number, subject = `${partition}/${offset}`): LiveEvent => ({
  name: 'alert',
  subject,
  path: 'cn/',
  partition,
  offset,
  json: () => '{}',
});

const ringWith = (events: readonly LiveEvent[], most = 100): EventRing => {
  const ring = createEventRing('e1', most);
  for (const one of events) ring.add(one);
  return ring;
};

const subjectsSince = (ring: EventRing, id: string): readonly string[] | string => {
  const missed = ring.since(id);
  return typeof missed === 'string' ? missed : missed.map((one) => one.event.subject);
};

describe('resuming', () => {
  test('brings what came after the id, in the order it came', () => {
    const ring = ringWith([event('a0', 5), event('s1', 9)]);
    const id = ring.id();
    for (const one of [event('s1', 10), event('a0', 6)]) ring.add(one);
    expect(subjectsSince(ring, id)).toEqual(['s1/10', 'a0/6']);
    expect(subjectsSince(ring, ring.id())).toEqual([]);
  });

  test('from the very start of a gateway misses nothing of a partition that was silent then', () => {
    const ring = createEventRing('e1', 100);
    const id = ring.id();
    ring.add(event('a0', 41));
    expect(subjectsSince(ring, id)).toEqual(['a0/41']);
  });

  test('can go on from any event of a replay', () => {
    const ring = ringWith([event('a0', 1), event('a1', 1), event('a0', 2)]);
    const replay = ring.since('e1:');
    if (typeof replay === 'string') throw new Error(replay);
    expect(replay.map(({ id }) => subjectsSince(ring, id))).toEqual([['a1/1', 'a0/2'], ['a0/2'], []]);
  });

  test('shows only the newest event of a subject', () => {
    const ring = ringWith([event('a0', 1, 'alert 1'), event('a0', 2, 'alert 2'), event('a0', 3, 'alert 1')]);
    expect(subjectsSince(ring, 'e1:')).toEqual(['alert 2', 'alert 1']);
  });

  test('is a hole when something missed fell out of the ring', () => {
    const ring = ringWith([event('a0', 1), event('a0', 2), event('a0', 3)], 2);
    expect(subjectsSince(ring, 'e1:')).toBe('hole');
    expect(subjectsSince(ring, 'e1:a0-1')).toEqual(['a0/2', 'a0/3']);
  });

  test('with an id of another life works where the places can be compared', () => {
    const ring = ringWith([event('a0', 7), event('a1', 3)]);
    expect(subjectsSince(ring, 'e0:a0-6,a1-3')).toEqual(['a0/7']);
    expect(subjectsSince(ring, 'e0:a0-5,a1-3')).toBe('restarted');
    expect(subjectsSince(ring, 'e0:a0-6')).toBe('restarted');
    expect(subjectsSince(ring, 'e0:a0-6,a1-3,a2-1')).toBe('restarted');
  });

  test.each(['', 'nonsense', 'e0:a0-x', '::::', 'e0:a0-99999999999999999999'])('with the id %p starts again', (id) => {
    expect(subjectsSince(ringWith([event('a0', 7)]), id)).toBe('restarted');
  });

  test('never misses the newest state of a subject, wherever the client broke off', () => {
    const events = fc.array(fc.record({ partition: fc.constantFrom('a0', 'a1'), subject: fc.nat(4) }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(events, fc.nat(40), fc.integer({ min: 1, max: 12 }), (all, cut, most) => {
        const ring = createEventRing('e1', most);
        const next = { a0: 0, a1: 100 };
        const newest = new Map<string, number>();
        let id = ring.id();
        for (const [at, { partition, subject }] of all.entries()) {
          if (at === cut) id = ring.id();
          const offset = (next[partition] += 1);
          const name = `${partition} ${subject}`;
          ring.add(event(partition, offset, name));
          if (at >= cut) newest.set(name, offset);
        }
        const missed = ring.since(cut < all.length ? id : ring.id());
        if (typeof missed === 'string') return;
        expect(new Map(missed.map((one) => [one.event.subject, one.event.offset]))).toEqual(newest);
      }),
    );
  });
});

describe('adding', () => {
  test('a message that came before is seen, one that skips a place is a hole', () => {
    const ring = ringWith([event('a0', 5)]);
    expect(ring.add(event('a0', 5))).toBe('seen');
    expect(ring.add(event('a0', 7))).toBe('hole');
    expect(ring.add(event('a0', 6))).toBe('added');
  });
});
