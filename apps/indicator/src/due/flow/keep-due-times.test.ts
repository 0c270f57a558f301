import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeCatalogue, type Catalogue, type Due } from '../../catalogue/domain/catalogue.ts';
import { aDataset, aPack } from '../../catalogue/domain/examples.ts';
import { makeOrgTree, type OrgTree } from '../../org-tree/domain/org-tree.ts';
import { atRest } from './at-rest.ts';
import { keepDueTimes, type CardState, type DueUnits, type KeepDueTimes } from './keep-due-times.ts';
import { memoryDueProgress } from './memory-due-progress.ts';

const rule: Due = {
  ...{ days: 5, workingDays: true, at: '17:00', validFrom: '2026-09-01' },
  ...{ remindBefore: [2], remindAfter: [1] },
};
const catalogueWith = (due: Due | undefined): Catalogue =>
  makeCatalogue(1, [aPack({ datasets: [aDataset('d', [], { due }), aDataset('voluntary', [])] })]);
const unit = (id: string, validTo = '') => ({
  ...{ id, parent: id === 't' ? '' : 't', type: id === 't' ? 'town' : 'primary', nameZh: id, nameEn: id },
  ...{ path: id === 't' ? 't/' : `t/${id}/`, validFrom: '', validTo, tags: [] },
});
const schools = ['s1', 's2', 's3', 's4', 's5'];
const treeOf = (version: number, ids: readonly string[]): OrgTree =>
  makeOrgTree(version, [unit('t'), unit('gone', '2026-06-30'), ...ids.map((id) => unit(id))]);
const at = (text: string): number => Date.parse(`${text}:00+08:00`);

type World = {
  now: number;
  catalogue: Catalogue;
  tree: OrgTree;
  restedMs: number;
  readonly cards: Map<string, CardState>;
  /** "due s1 2026-09", "remind s1 2026-09 10-10T17:00" in the order in which they were asked for. */
  readonly asked: string[];
  /** The next so many requests reach their owners, and then the process dies. */
  crashes: number;
  pauses: number;
};

function aWorld(): World {
  return {
    ...{ now: at('2026-10-20T12:00'), catalogue: catalogueWith(rule), tree: treeOf(1, schools), restedMs: 1_000_000 },
    ...{ cards: new Map(), asked: [], crashes: 0, pauses: 0 },
  };
}

const progressOf = new WeakMap<World, ReturnType<typeof memoryDueProgress>>();

function aKeeper(world: World, owner: string): KeepDueTimes {
  const progress = progressOf.get(world) ?? memoryDueProgress();
  progressOf.set(world, progress);
  const ask =
    (done: (id: string) => void) =>
    ({ dataset, task, units }: DueUnits): Promise<void> => {
      const when = task.kind === 'remind' ? ` ${new Date(task.at + 8 * 3_600_000).toISOString().slice(5, 16)}` : '';
      world.asked.push(...units.map(({ id }) => `${task.kind} ${id} ${task.period.text}${when}`));
      for (const { id } of units) done(`${id}|${dataset.id}|${task.period.text}`);
      if (world.crashes === 0) return Promise.resolve();
      world.crashes -= 1;
      return Promise.reject(new Error('the process dies'));
    };
  return keepDueTimes({
    catalogue: () => world.catalogue,
    tree: () => world.tree,
    now: () => world.now,
    restedMs: () => world.restedMs,
    progress,
    cards: (ids) => Promise.resolve(new Map(ids.flatMap((id) => [[id, world.cards.get(id)] as const]).filter(isKnown))),
    requestMissing: ask((id) => world.cards.set(id, { reported: false, missing: true })),
    requestReminders: ask(() => undefined),
    pause: () => {
      world.pauses += 1;
      return Promise.resolve();
    },
    owner,
    limits: {
      ...{ slackMs: 60_000, settleMs: 600_000, leaseMs: 30_000, unitsAtOnce: 2 },
      ...{ staleReminderMs: 86_400_000 },
    },
  });
}

const isKnown = (entry: readonly [string, CardState | undefined]): entry is [string, CardState] =>
  entry[1] !== undefined;
const reported = { reported: true, missing: false };
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
