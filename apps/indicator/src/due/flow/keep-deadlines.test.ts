import { describe, expect, test } from '@jest/globals';
import { makeCatalogue } from '../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack, aTarget } from '../../catalogue/domain/examples.ts';
import {
  aKeeper,
  at,
  aWorld,
  catalogueWith,
  progressOf,
  reported,
  schools,
  treeOf,
  type World,
} from '../../testing/due-world.ts';

describe('the day before which something was to be reached', () => {
  const once = makeCatalogue(1, [
    aPack({
      indicators: [anIndicator('classes')],
      targets: [aTarget('classes', { comparator: 'once-before', before: '09-01' })],
      datasets: [aDataset('d', ['classes'], { periodKinds: ['year'] }), aDataset('voluntary', [])],
    }),
  ]);
  const ofYear = (): World => {
    const world = aWorld();
    for (const id of ['s2', 's4']) world.cards.set(`${id}|d|2026`, reported);
    world.cards.set('gone|d|2026', reported);
    return Object.assign(world, { catalogue: once, now: at('2026-08-31T23:59'), restedMs: 0 });
  };
  const asked = ['deadline gone 2026', 'deadline s2 2026', 'deadline s4 2026'];

  test('asks for what was reported to be judged anew, once, a moment after it has begun, however new the tree is', async () => {
    const world = ofYear();
    const keep = aKeeper(world, 'a');
    for (const before of ['2026-08-31T23:59', '2026-09-01T00:00']) {
      world.now = at(before);
      await keep();
    }
    expect(world.asked).toEqual([]);
    world.now = at('2026-09-01T00:01');
    await keep();
    await keep();
    world.tree = treeOf(2, [...schools, 's6']);
    await keep();
    expect(world.asked).toEqual(asked);
  });

  test('survives a crash and a restart: who takes over goes on, and nobody asks again', async () => {
    const world = ofYear();
    world.now = at('2026-09-01T00:01');
    world.crashes = 1;
    await expect(aKeeper(world, 'a')()).rejects.toThrow('the process dies');
    world.now += 30_000;
    await aKeeper(world, 'b')();
    expect([...new Set(world.asked)]).toEqual(asked);
    const before = world.asked.length;
    world.now = at('2026-10-01T00:00');
    await aKeeper(world, 'c')();
    expect(world.asked).toHaveLength(before);
  });

  test('asks nothing, and looks nothing up, where no target has one', async () => {
    const world = Object.assign(ofYear(), { catalogue: catalogueWith(undefined), now: at('2026-09-01T00:01') });
    await aKeeper(world, 'a')();
    expect(await progressOf.get(world)?.read(['d@deadlines', 'd', 'voluntary@deadlines'])).toEqual([]);
  });
});
