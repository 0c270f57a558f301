import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TreeCommand } from '../../../org-tree/domain/change-tree.ts';
import { nearestPlace, placeOn, rollsUp, type OrgTree, type OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { cardId, contributionOfCard } from '../../domain/card.ts';
import type { Contribution } from '../../domain/contribution.ts';
import { periodOf } from '../../domain/judging/judge-target.ts';
import { rollUp } from '../../domain/rollup.ts';
import { catalogue, movingCity, type MovingCity } from '../rollup/moving-city.ts';
import { rollUpAsIs } from './roll-up-as-is.ts';
import { sightOf } from './sight.ts';

const now = Date.parse('2026-11-30T04:00:00.000Z');
const today = '2026-11-30';
const period = '2026-08';
const day = '2026-08-31';
const move = (unit: string, from: string, parent: string): TreeCommand => ({ verb: 'move', unit, from, parent });

const sight = ({ tree }: MovingCity) =>
  sightOf({ tree, catalogue: () => catalogue, now: () => now }, { period, asIs: true });

async function asIs(city: MovingCity, id: string): Promise<Contribution['cells'] | undefined> {
  const { stores, tree } = city;
  const [cards, rollups] = [await stores.allCards(), await stores.allRollups()];
  const compute = rollUpAsIs({
    catalogue: () => catalogue,
    now: () => now,
    reader: {
      cards: (ids) => Promise.resolve(cards.filter((card) => ids.includes(cardId(card)))),
      rollups: (ids) => Promise.resolve(rollups.filter((one) => ids.includes(cardId(one)) && one.version > 0)),
    },
  });
  const unit = placeOn(tree(), id, today);
  const through = sight(city).asIs;
  if (unit === undefined || through === undefined) return undefined;
  return (await compute(through, unit, { dataset: 'd', period }))?.cells as Contribution['cells'] | undefined;
}

// Written from the rule: who existed then counts where it stands now, or where the one stands that took over from it.
function standsNow(tree: OrgTree, id: string): OrgUnit | undefined {
  const here = placeOn(tree, id, today);
  const [heir] = tree.histories.get(id)?.successors ?? [];
  return here ?? (heir === undefined ? undefined : standsNow(tree, heir));
}

async function expected(city: MovingCity, id: string): Promise<unknown> {
  const tree = city.tree();
  const cards = (await city.stores.allCards()).filter((card) => card.period === period);
  const below = cards.filter(
    ({ orgUnit }) =>
      placeOn(tree, orgUnit, day) !== undefined && standsNow(tree, orgUnit)?.path.split('/').slice(0, -2).includes(id),
  );
  const place = nearestPlace(tree, id, today);
  if (below.length === 0 || place === undefined) return undefined;
  const occasion = { path: place.path, type: place.type, tags: [], dataset: 'd', period: periodOf(period) };
  return rollUp(
    catalogue,
    below.map((card) => contributionOfCard(card, catalogue)),
    occasion,
  ).cells;
}

async function reportedCity(...schools: readonly string[]): Promise<MovingCity> {
  const city = await movingCity();
  for (const [index, school] of schools.entries()) city.submit(school, period, { revision: 1, numerator: 5 + index });
  await city.settle();
  return city;
}

describe('a past period under the tree of today', () => {
  test('counts a school where it stands now, while the period itself stays with those it was with', async () => {
    const city = await reportedCity('s1', 's2', 's3');
    await city.change(move('s1', '2026-09-01', 't2'));
    await city.settle();
    const numerators = async (id: string) =>
      (await asIs(city, id))?.map(({ numerator, denominator }) => [numerator, denominator]);
    expect([await numerators('t1'), await numerators('d2'), await numerators('c')]).toEqual([
      [[6, 10]],
      [[12, 20]],
      [[18, 30]],
    ]);
    const stored = (await city.stores.allRollups()).map(({ orgUnit, reported }) => [orgUnit, reported]);
    expect(stored).toContainEqual(['t1', 2]);
  });

  test('counts one that was merged beside the one that took over, and one that closed nowhere', async () => {
    const city = await reportedCity('s1', 's2', 's3');
    await city.change({ verb: 'merge', unit: 's1', from: '2026-09-01', into: 's3' });
    await city.change({ verb: 'close', unit: 's2', from: '2026-09-01' });
    await city.settle();
    expect([await asIs(city, 't1'), (await asIs(city, 't2'))?.[0]?.numerator]).toEqual([undefined, 12]);
    const t2 = placeOn(city.tree(), 't2', today);
    const { expected: expectedBelow, children } = sight(city);
    expect(t2 === undefined ? [] : expectedBelow(t2, 'd').map(({ id }) => id)).toEqual(['s1', 's3']);
    expect(t2 === undefined ? [] : children(t2).map(({ id, path }) => [id, path])).toEqual([
      ['s1', 'c/d2/t2/s1/'],
      ['s3', 'c/d2/t2/s3/'],
    ]);
  });

  test('whatever happened to the tree, says what one pass over the scorecards says', async () => {
    const from = fc.constantFrom('2026-07-15', '2026-08-31', '2026-09-01', '2026-10-01');
    const school = fc.constantFrom('s1', 's2', 's3');
    const command: fc.Arbitrary<TreeCommand> = fc.oneof(
      fc.record({
        verb: fc.constant('move' as const),
        unit: fc.oneof(school, fc.constantFrom('t1', 't2')),
        from,
        parent: fc.constantFrom('c', 'd1', 'd2', 't1', 't2'),
      }),
      fc.record({
        verb: fc.constant('merge' as const),
        unit: fc.constantFrom('s1', 's2', 't1'),
        from,
        into: fc.constantFrom('s3', 't2'),
      }),
      fc.record({ verb: fc.constant('close' as const), unit: school, from }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(['s1', 's2', 's3']),
        fc.array(command, { maxLength: 6 }),
        async (schools, commands) => {
          const city = await reportedCity(...schools);
          for (const one of commands) await city.change(one);
          await city.settle();
          for (const [id, place] of city.tree().units) {
            if (!rollsUp(place.type) || placeOn(city.tree(), id, today) === undefined) continue;
            expect([id, await asIs(city, id)]).toEqual([id, await expected(city, id)]);
          }
        },
      ),
      { numRuns: 300, seed: 20_261_130 },
    );
  });
});
