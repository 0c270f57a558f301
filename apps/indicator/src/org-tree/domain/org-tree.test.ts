import { describe, expect, test } from '@jest/globals';
import { imported, smallCity, unit } from './examples.ts';
import {
  addsTo,
  ancestorsOf,
  childrenOn,
  emptyOrgTree,
  makeOrgTree,
  nearestPlace,
  placeOn,
  subtreeOf,
} from './org-tree.ts';
import { planImport } from './plan-import.ts';

const ids = (units: Iterable<{ readonly id: string }>): readonly string[] => [...units].map(({ id }) => id);

describe('importing org units', () => {
  test('parents may come in the same call, in any order; paths are computed', () => {
    const tree = imported(
      emptyOrgTree,
      unit('d', 'p', { type: 'district' }),
      unit('p', '', { type: 'province' }),
      unit('s', 'd', { type: 'primary' }),
    );
    const school = placeOn(tree, 's', '2026-01-01');
    expect(school?.path).toBe('p/d/s/');
    expect(school === undefined ? [] : ids(ancestorsOf(tree, school, '2026-01-01'))).toEqual(['p', 'd']);
  });

  test('what is the same changes nothing', () => {
    expect(planImport(smallCity, [unit('s1', 't1', { type: 'primary' })])).toEqual({ ok: true, value: [] });
  });

  test('a unit with one stretch is corrected for all days, and the paths of all below it', () => {
    const moved = imported(smallCity, unit('t1', 'd2', { type: 'town' }));
    expect(placeOn(moved, 's1', '2021-01-01')?.path).toBe('c/d2/t1/s1/');
    const top = placeOn(moved, 'c', '2021-01-01');
    expect(top === undefined ? [] : ids(subtreeOf(moved, top, '2021-01-01'))).toEqual([
      'c',
      'd1',
      'd2',
      't1',
      's1',
      's2',
      't2',
      's3',
    ]);
  });

  test('of a unit with a history only the stretch that begins that day is corrected', () => {
    const history = {
      id: 's1',
      stretches: [
        { ...unit('s1', 't1', { type: 'primary', validTo: '2026-08-31' }) },
        { ...unit('s1', 't2', { type: 'primary', validFrom: '2026-09-01' }) },
      ].map(({ id: _id, ...stretch }) => stretch),
      successors: [],
      version: 2,
    };
    const tree = { ...smallCity, histories: new Map([...smallCity.histories, ['s1', history]]) };
    const first = unit('s1', 't1', { type: 'primary' });
    expect(planImport(tree, [first])).toEqual({ ok: true, value: [] });
    expect(planImport(tree, [{ ...first, nameZh: 'new' }])).toMatchObject({
      value: [
        {
          stretches: [
            { nameZh: 'new', validTo: '2026-08-31' },
            { nameZh: 's1', parent: 't2' },
          ],
        },
      ],
    });
    expect(planImport(tree, [{ ...first, validFrom: '2021-01-01' }])).toEqual({
      ok: false,
      reason: [{ unit: 's1', rule: 'unknown-stretch' }],
    });
  });

  test('every fault is told and nothing is taken', () => {
    const plan = planImport(smallCity, [
      unit('Bad id', 'c', { type: 'town' }),
      unit('x', 'nowhere', { type: 'town' }),
      unit('d1', 's1', { type: 'district' }),
      unit('q', '', { type: 'city' }),
      unit('ok', 'c', { type: 'town' }),
    ]);
    expect(plan).toEqual({
      ok: false,
      reason: [
        { unit: 'Bad id', rule: 'invalid-id' },
        { unit: 'x', rule: 'unknown-parent' },
        { unit: 'd1', rule: 'cycle' },
        { unit: 'q', rule: 'second-root' },
      ],
    });
  });
});

describe('the tree on a day', () => {
  const place = (validFrom: string, validTo: string, parent: string) => ({
    ...unit('s', parent, { type: 'primary', validFrom, validTo }),
    path: `${parent}/s/`,
  });
  const tree = makeOrgTree(1, [place('2021-01-01', '2022-12-31', 'a'), place('2024-01-01', '2024-12-31', 'b')]);

  test('a unit exists from its first to its last day', () => {
    const parents = ['2020-12-31', '2021-01-01', '2022-12-31', '2023-01-01', '2024-06-01', '2025-01-01'].map(
      (day) => placeOn(tree, 's', day)?.parent,
    );
    expect(parents).toEqual([undefined, 'a', 'a', undefined, 'b', undefined]);
    expect(ids(childrenOn(tree, 'a', '2022-06-01'))).toEqual(['s']);
    expect(childrenOn(tree, 'a', '2024-06-01')).toEqual([]);
  });

  test('on other days it is looked up where it was last, or will be first, and adds to nothing', () => {
    const paths = ['2020-01-01', '2023-06-01', '2026-01-01'].map((day) => nearestPlace(tree, 's', day)?.path);
    expect(paths).toEqual(['a/s/', 'a/s/', 'b/s/']);
    const adds = ['2022-06-01', '2023-06-01'].map((day) => addsTo(tree, 's', { parent: 'a', day }));
    expect(adds).toEqual([true, false]);
  });
});
