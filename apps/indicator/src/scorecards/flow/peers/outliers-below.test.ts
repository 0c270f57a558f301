import { describe, expect, test } from '@jest/globals';
import type { OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { cardId, type Scorecard } from '../../domain/card.ts';
import { cardOf, catalogue, period, schools, tree } from './examples.ts';
import { outliersBelow } from './outliers-below.ts';

const placeOf = (id: string): OrgUnit => {
  const unit = tree.units.get(id);
  if (unit === undefined) throw new Error(id);
  return unit;
};

/** A store of cards and of the edition of the rollup of each district; what was read is kept. */
function aStore(...cards: readonly Scorecard[]) {
  const stored = new Map(cards.map((card) => [cardId(card), card]));
  const read: string[] = [];
  let edition = 1;
  const find = outliersBelow({
    catalogue: () => catalogue,
    tree: () => tree,
    reader: {
      below: async function* ({ path, dataset }) {
        read.push(path);
        const below = [...stored.values()].filter((card) => card.path.startsWith(path) && card.dataset === dataset);
        yield* await Promise.resolve(below);
      },
      editions: ({ path, dataset }) =>
        Promise.resolve(
          ['d1', 'd2']
            .filter((id) => placeOf(id).path.startsWith(path))
            .map((orgUnit) => ({ rollup: cardId({ orgUnit, dataset, period }), edition })),
        ),
    },
  });
  return {
    read,
    say: (card: Scorecard, rolledUp = true) => {
      stored.set(cardId(card), card);
      if (rolledUp) edition += 1;
    },
    far: async (id: string, dataset = 'watched') => [...(await find(placeOf(id), { dataset, period }))],
  };
}

const alike = schools.map((id) => cardOf(id, '30'));

describe('whose figures lie far from those of their peers', () => {
  test('is found in every district below, with how many of each', async () => {
    const store = aStore(...alike, cardOf('s1', '90'), cardOf('s3', '90'));
    expect(await store.far('c')).toEqual([['s1', 1]]); // s3 has no eight peers in its district
    expect(store.read).toEqual(['c/d1/', 'c/d2/']);
  });

  test('of a town and of a school is held against the whole district, and told of those below alone', async () => {
    const store = aStore(...alike, cardOf('s1', '90'));
    expect([await store.far('t8'), await store.far('t1'), await store.far('s1')]).toEqual([
      [],
      [['s1', 1]],
      [['s1', 1]],
    ]);
    expect(store.read).toEqual(['c/d1/']);
  });

  test('is remembered while the rollup of the district stands, and found anew when another edition of it is stored', async () => {
    const store = aStore(...alike, cardOf('s1', '90'));
    await store.far('d1');
    store.say(cardOf('s1', '30'), false);
    expect([await store.far('d1'), store.read.length]).toEqual([[['s1', 1]], 1]);
    store.say(cardOf('p1', '90'));
    expect([await store.far('d1'), store.read.length]).toEqual([[['p1', 1]], 2]);
  });

  test('is nobody, and nothing is read, where no outliers are looked for', async () => {
    const store = aStore(...[...alike, cardOf('s1', '90')].map((card) => ({ ...card, dataset: 'unwatched' })));
    expect([await store.far('c', 'unwatched'), store.read]).toEqual([[], []]);
  });
});
