import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aKeeper, at, aWorld, catalogueWith, reported, rule, schools, treeOf } from '../../testing/due-world.ts';
import { atRest } from './at-rest.ts';

const missingIn = (month: string): readonly string[] => schools.map((id) => `due ${id} ${month}`);

describe('due times', () => {
  test('who has said nothing by then is missing, once; who has reported is not', async () => {
    const world = aWorld();
    world.cards.set('s2|d|2026-09', reported);
    const keep = aKeeper(world, 'a');
    await keep();
    await keep();
    expect(world.asked).toEqual(['s1', 's3', 's4', 's5'].map((id) => `due ${id} 2026-09`));
  });

  test('nobody is missing before the due time, nor in the moment after it', async () => {
    const world = aWorld();
    const keep = aKeeper(world, 'a');
    for (const before of ['2026-10-13T16:59', '2026-10-13T17:00']) {
      world.now = at(before);
      await keep();
    }
    expect(world.asked).toEqual([]);
    world.now = at('2026-10-13T17:01');
    await keep();
    expect(world.asked).toEqual(missingIn('2026-09'));
  });

  test('a long outage is caught up in order, without the reminders it has made pointless', async () => {
    const world = aWorld();
    world.now = at('2026-11-09T17:30');
    await aKeeper(world, 'a')();
    const reminded = schools.map((id) => `remind ${id} 2026-10 11-09T17:00`);
    expect(world.asked).toEqual([...missingIn('2026-09'), ...missingIn('2026-10'), ...reminded]);
  });

  test('what took something back is missing as if it had never come', async () => {
    const world = aWorld();
    for (const id of schools) world.cards.set(`${id}|d|2026-09`, reported);
    world.cards.set('s4|d|2026-09', { reported: false, missing: false });
    await aKeeper(world, 'a')();
    expect(world.asked).toEqual(['due s4 2026-09']);
  });

  test('nobody is missing while the tree and the catalogue are being set up', async () => {
    const world = aWorld();
    world.restedMs = 599_999;
    const keep = aKeeper(world, 'a');
    await keep();
    expect(world.asked).toEqual([]);
    world.restedMs = 600_000;
    await keep();
    expect(world.asked).toEqual(missingIn('2026-09'));
  });

  test('units go in portions, with a pause after each that asked for something', async () => {
    const world = aWorld();
    for (const id of ['s1', 's2']) world.cards.set(`${id}|d|2026-09`, reported);
    await aKeeper(world, 'a')();
    expect(world.pauses).toBe(2);
  });
});

describe('reminders', () => {
  test('go to those alone who have not reported, before and after the due time, once', async () => {
    const world = aWorld();
    const keep = aKeeper(world, 'a');
    world.now = at('2026-10-10T17:00');
    world.cards.set('s1|d|2026-09', reported);
    await keep();
    await keep();
    expect(world.asked).toEqual(['s2', 's3', 's4', 's5'].map((id) => `remind ${id} 2026-09 10-10T17:00`));
    for (const id of ['s2', 's3', 's4']) world.cards.set(`${id}|d|2026-09`, reported);
    world.now = at('2026-10-14T17:00');
    await keep();
    expect(world.asked.slice(4)).toEqual(['due s5 2026-09', 'remind s5 2026-09 10-14T17:00']);
  });
});

describe('a change', () => {
  test('of the tree finds who is expected now, and reminds nobody again', async () => {
    const world = aWorld();
    world.now = at('2026-10-14T17:30');
    const keep = aKeeper(world, 'a');
    await keep();
    const before = world.asked.length;
    world.tree = treeOf(2, [...schools, 's6']);
    await keep();
    expect(world.asked.slice(before)).toEqual(['due s6 2026-09']);
  });

  test('of the due rule looks anew from its first day on', async () => {
    const world = aWorld();
    await aKeeper(world, 'a')();
    const before = world.asked.length;
    world.catalogue = catalogueWith({ ...rule, validFrom: '2026-08-01' });
    await aKeeper(world, 'a')();
    expect(world.asked.slice(before)).toEqual(missingIn('2026-08'));
  });
});

describe('several processes', () => {
  test('of which one works at a time; who takes over after a crash goes on where it was left', async () => {
    const world = aWorld();
    const [a, b] = [aKeeper(world, 'a'), aKeeper(world, 'b')];
    world.crashes = 1;
    await expect(a()).rejects.toThrow('the process dies');
    await b();
    expect(world.asked).toEqual(['due s1 2026-09', 'due s2 2026-09']); // a's lease has not run out
    world.now += 30_000;
    await b();
    expect(world.asked.slice(2)).toEqual(['due s3 2026-09', 'due s4 2026-09', 'due s5 2026-09']);
  });

  test('whatever dies whenever: in the end everybody is missing, and has been reminded', async () => {
    const step = fc.record({ minutes: fc.integer({ min: 1, max: 3_000 }), crash: fc.boolean(), first: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const world = aWorld();
        world.now = at('2026-10-09T00:00');
        const keepers = { a: aKeeper(world, 'a'), b: aKeeper(world, 'b') };
        for (const { minutes, crash, first } of [...steps, { minutes: 1, crash: false, first: true }]) {
          world.now = Math.max(Math.min(world.now + minutes * 60_000, at('2026-10-14T16:00')), world.now + 30_000);
          world.crashes = crash ? 1 : 0;
          await keepers[first ? 'a' : 'b']().catch(() => undefined);
        }
        world.now = at('2026-10-15T12:00');
        world.crashes = 0;
        await keepers.b();
        expect(new Set(world.asked.filter((one) => one.startsWith('due')))).toEqual(new Set(missingIn('2026-09')));
        const late = schools.map((id) => `remind ${id} 2026-09 10-14T17:00`);
        expect(world.asked).toEqual(expect.arrayContaining(late));
      }),
      { numRuns: 200 },
    );
  });
});

test('rest is counted from the last change that was seen', () => {
  let [key, now] = ['1/1', 100];
  const rested = atRest(
    () => key,
    () => now,
  );
  expect(rested()).toBe(0);
  now = 150;
  expect(rested()).toBe(50);
  key = '1/2';
  expect(rested()).toBe(0);
  now = 170;
  expect(rested()).toBe(20);
});
