import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TreeCommand } from '../../../org-tree/domain/change-tree.ts';
import { nearestPlace, placeOn, rollsUp } from '../../../org-tree/domain/org-tree.ts';
import { contributionOfCard, type RollupCard } from '../../domain/card.ts';
import type { Contribution } from '../../domain/contribution.ts';
import { periodOf } from '../../domain/judging/judge-target.ts';
import { rollUp } from '../../domain/rollup.ts';
import { periodEnd } from '../read-scorecards.ts';
import { catalogue, movingCity, type MovingCity } from './moving-city.ts';

const move = (unit: string, from: string, parent: string): TreeCommand => ({ verb: 'move', unit, from, parent });

type Said = { readonly parent: string; readonly path: string; readonly version: number; readonly cells: unknown };

/** What the rollups must say: one pass over the stored scorecards under the tree of today, written from the rule. */
async function expected({ tree, stores }: MovingCity): Promise<Readonly<Record<string, Said>>> {
  const below = new Map<string, Contribution[]>();
  for (const card of await stores.allCards()) {
    const day = periodEnd(card.period);
    for (let at = placeOn(tree(), card.orgUnit, day); at !== undefined; at = placeOn(tree(), at.parent, day)) {
      if (!rollsUp(at.type)) continue;
      const key = `${at.id}|${card.period}`;
      below.set(key, [...(below.get(key) ?? []), contributionOfCard(card, catalogue)]);
    }
  }
  return Object.fromEntries(
    [...below].sort().map(([key, children]): [string, Said] => {
      const [id = '', period = ''] = key.split('|');
      const place = nearestPlace(tree(), id, periodEnd(period));
      const { path = '', parent = '', type = '' } = place ?? {};
      const occasion = { path, type, tags: [], dataset: 'd', period: periodOf(period) };
      const { version, cells } = rollUp(catalogue, children, occasion);
      return [key, { parent, path, version, cells }];
    }),
  );
}

const stored = async ({ stores }: MovingCity): Promise<Readonly<Record<string, Said>>> =>
  Object.fromEntries(
    (await stores.allRollups())
      .filter(({ version }) => version > 0)
      .map((card: RollupCard): [string, Said] => {
        const { parent, path, version, cells } = card;
        return [`${card.orgUnit}|${card.period}`, { parent, path, version, cells }];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const placeNow = ({ tree }: MovingCity, orgUnit: string, period: string): { parent: string; path: string } => {
  const { parent = '', path = '' } = nearestPlace(tree(), orgUnit, periodEnd(period)) ?? {};
  return { parent, path };
};

const reportedBy = async (city: MovingCity): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries(
    (await city.stores.allRollups()).map(({ orgUnit, period, reported }) => [`${orgUnit} ${period}`, reported]),
  );

describe('a change of the tree', () => {
  test('that reaches into reported periods takes the figures along: from the old ancestors to the new', async () => {
    const city = await movingCity();
    for (const [school, numerator] of [['s1', 10] as const, ['s2', 5] as const, ['s3', 10] as const]) {
      for (const period of ['2026-08', '2026-09']) city.submit(school, period, { revision: 1, numerator });
    }
    await city.settle();
    expect(await city.change(move('s1', '2026-09-01', 't2'))).toBe(true);
    await city.settle();
    expect(await reportedBy(city)).toEqual({
      ...{ 't1 2026-08': 2, 'd1 2026-08': 2, 't2 2026-08': 1, 'd2 2026-08': 1, 'c 2026-08': 3 },
      ...{ 't1 2026-09': 1, 'd1 2026-09': 1, 't2 2026-09': 2, 'd2 2026-09': 2, 'c 2026-09': 3 },
    });
    expect(await stored(city)).toEqual(await expected(city));
  });

  test('that takes the last child away leaves nothing behind', async () => {
    const city = await movingCity();
    city.submit('s3', '2026-09', { revision: 1, numerator: 10 });
    await city.settle();
    await city.change(move('t2', '2026-09-01', 'd1'));
    await city.settle();
    expect(Object.keys(await stored(city))).toEqual(['c|2026-09', 'd1|2026-09', 't2|2026-09']);
    expect(await stored(city)).toEqual(await expected(city));
  });

  test('taken back before anybody has acted on it leaves everything as it was', async () => {
    const city = await movingCity();
    city.submit('s1', '2026-09', { revision: 1, numerator: 10 });
    city.submit('s2', '2026-09', { revision: 1, numerator: 10 });
    await city.settle();
    await city.change(move('s1', '2026-09-01', 't2'));
    await city.rollingLearns();
    city.submit('s2', '2026-09', { revision: 2, numerator: 9 });
    await city.judge(9);
    await city.roll(9);
    await city.change(move('s1', '2026-09-01', 't1'));
    await city.settle();
    expect(await stored(city)).toEqual(await expected(city));
  });

  test('made twice before anybody has heard of the first is heard of by every parent', async () => {
    const city = await movingCity();
    city.submit('s1', '2026-09', { revision: 1, numerator: 10 });
    await city.settle();
    city.cut(true);
    for (const parent of ['t2', 'd2']) {
      await city.change(move('s1', '2026-09-01', parent));
      await city.spread();
      await city.judge(9);
    }
    await city.settle();
    expect(await reportedBy(city)).toMatchObject({ 't1 2026-09': 0, 'd1 2026-09': 0, 'd2 2026-09': 1 });
    expect(await stored(city)).toEqual(await expected(city));
  });

  test('a scorecard that was judged under the tree before, too late for the first round, is found by the second', async () => {
    const city = await movingCity();
    await city.change(move('s1', '2026-09-01', 't2'));
    await city.spread();
    city.submit('s1', '2026-09', { revision: 1, numerator: 10 });
    await city.judge(1);
    expect((await city.stores.allCards())[0]?.parent).toBe('t1');
    await city.settle();
    expect((await city.stores.allCards())[0]?.parent).toBe('t2');
    expect(await stored(city)).toEqual(await expected(city));
  });
});

describe('any sequence of changes of the tree and submissions', () => {
  type Step = (city: MovingCity) => Promise<unknown> | void;
  const day = fc.constantFrom('2026-07-15', '2026-08-01', '2026-08-31', '2026-09-01', '2026-10-01');
  const school = fc.constantFrom('s1', 's2', 's3');
  const upper = fc.constantFrom('c', 'd1', 'd2', 't1', 't2');
  const command = fc.oneof(
    fc.record({
      verb: fc.constant('move' as const),
      unit: fc.oneof(school, fc.constantFrom('t1', 't2')),
      from: day,
      parent: upper,
    }),
    fc.record({
      verb: fc.constant('merge' as const),
      unit: fc.constantFrom('s1', 't1', 'd1'),
      from: day,
      into: fc.constantFrom('s3', 't2', 'd2'),
    }),
    fc.record({ verb: fc.constant('close' as const), unit: school, from: day }),
  );
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.tuple(school, fc.constantFrom('2026-07', '2026-08', '2026-09'), fc.integer({ min: 1, max: 4 }), fc.nat(10)).map(
      ([id, period, revision, numerator]): Step =>
        (city) =>
          city.submit(id, period, { revision, numerator: (numerator * revision) % 11 }),
    ),
    command.map(
      (one): Step =>
        (city) =>
          city.change(one),
    ),
    fc.integer({ min: 1, max: 5 }).map(
      (count): Step =>
        (city) =>
          city.judge(count),
    ),
    fc.integer({ min: 1, max: 5 }).map(
      (count): Step =>
        (city) =>
          city.roll(count),
    ),
    fc.nat(40).map(
      (index): Step =>
        (city) =>
          city.tellAgain(index),
    ),
    fc.boolean().map(
      (off): Step =>
        (city) =>
          city.cut(off),
    ),
    fc.constantFrom<Step>(
      (city) => city.spread(),
      (city) => city.judgingLearns(),
      (city) => city.rollingLearns(),
    ),
  );

  test('with repetition, lateness and crashes gives the rollups of a single pass', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const city = await movingCity();
        for (const one of steps) await one(city);
        await city.settle();
        expect(await stored(city)).toEqual(await expected(city));
        for (const { orgUnit, period, parent, path } of await city.stores.allCards()) {
          expect({ parent, path }).toMatchObject(placeNow(city, orgUnit, period));
        }
      }),
      { numRuns: 1_000, seed: 20_261_130 },
    );
  });
});
