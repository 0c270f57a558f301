import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { affectedUnits } from './affected.ts';
import { changeTree, type TreeCommand } from './change-tree.ts';
import { existsOn } from './days.ts';
import { smallCity } from './examples.ts';
import { childrenOn, indexTree, placeOn, type OrgTree } from './org-tree.ts';
import { placesOf } from './places.ts';
import { withHistories } from './with-histories.ts';

const sees = (tree: OrgTree) => (id: string) => tree.histories.has(id);

function changed(tree: OrgTree, ...commands: readonly TreeCommand[]): OrgTree {
  return commands.reduce((before, command) => {
    const next = changeTree(before, command, sees(before));
    if (!next.ok) throw new Error(JSON.stringify(next.reason));
    return withHistories(before, before.version + 1, next.value);
  }, tree);
}

const refused = (command: TreeCommand, tree: OrgTree = smallCity): readonly string[] => {
  const next = changeTree(tree, command, sees(tree));
  return next.ok ? [] : next.reason.map(({ pointer, rule, value }) => `${pointer} ${rule} ${value}`);
};

const pathsOf = (tree: OrgTree, id: string): readonly string[] =>
  (tree.places.get(id) ?? []).map(({ validFrom, validTo, path }) => `${validFrom}..${validTo} ${path}`);

const move = (unit: string, from: string, parent: string): TreeCommand => ({ verb: 'move', unit, from, parent });
const words = { type: 'primary', nameZh: 'new', nameEn: '', tags: [] };

describe('a move', () => {
  test('counts from its day on; the day before the unit is where it was', () => {
    expect(pathsOf(changed(smallCity, move('s1', '2026-09-01', 't2')), 's1')).toEqual([
      '2020-01-01..2026-08-31 c/d1/t1/s1/',
      '2026-09-01.. c/d2/t2/s1/',
    ]);
  });

  test('takes everything below along', () => {
    const tree = changed(smallCity, move('t1', '2026-09-01', 'd2'));
    expect(pathsOf(tree, 's2')).toEqual(['2020-01-01..2026-08-31 c/d1/t1/s2/', '2026-09-01.. c/d2/t1/s2/']);
    expect(affectedUnits(smallCity, tree)).toEqual([
      { id: 's1', since: '2026-09-01' },
      { id: 's2', since: '2026-09-01' },
      { id: 't1', since: '2026-09-01' },
    ]);
  });

  test('lasts until the next move that was recorded for later', () => {
    const tree = changed(smallCity, move('s1', '2027-01-01', 't2'), move('s1', '2026-01-01', 'd2'));
    expect(pathsOf(tree, 's1')).toEqual([
      '2020-01-01..2025-12-31 c/d1/t1/s1/',
      '2026-01-01..2026-12-31 c/d2/s1/',
      '2027-01-01.. c/d2/t2/s1/',
    ]);
  });

  test('back to where it was leaves one stretch', () => {
    const tree = changed(smallCity, move('s1', '2026-01-01', 't2'), move('s1', '2026-01-01', 't1'));
    expect(pathsOf(tree, 's1')).toEqual(['2020-01-01.. c/d1/t1/s1/']);
  });

  test('given twice changes nothing the second time', () => {
    const tree = changed(smallCity, move('s1', '2026-09-01', 't2'));
    expect(changeTree(tree, move('s1', '2026-09-01', 't2'), sees(tree))).toEqual({ ok: true, value: [] });
  });

  test('goes below something that is there, is higher and is not below the unit itself', () => {
    expect(refused(move('s1', '2026-09-01', 'nowhere'))).toEqual(['/parent unknown-org-unit nowhere']);
    expect(refused(move('s1', '2019-09-01', 't2'))).toEqual(['/from not-open-then 2019-09-01']);
    expect(refused(move('s1', '2026-09-01', 's2'))).toEqual(['/parent wrong-level primary']);
    expect(refused(move('d1', '2026-09-01', 't1'))).toContain('/parent org-unit-cycle d1');
    const closing = changed(smallCity, move('s3', '2026-01-01', 't1'), {
      verb: 'close',
      unit: 't2',
      from: '2026-06-01',
    });
    expect(refused(move('s1', '2026-03-01', 't2'), closing)).toEqual(['/parent parent-not-there t2']);
  });

  test('every fault is told at once', () => {
    expect(refused(move('s1', '2019-09-01', 'nowhere'))).toEqual([
      '/from not-open-then 2019-09-01',
      '/parent unknown-org-unit nowhere',
    ]);
  });
});

describe('a name or a type', () => {
  test('changes from a day on and affects nothing that rolls up, or all that is judged by the type', () => {
    const named = changed(smallCity, { verb: 'rename', unit: 's1', from: '2026-09-01', nameZh: '新', nameEn: 'new' });
    expect([placeOn(named, 's1', '2026-08-31')?.nameZh, placeOn(named, 's1', '2026-09-01')?.nameZh]).toEqual([
      's1',
      '新',
    ]);
    expect(affectedUnits(smallCity, named)).toEqual([]);
    const typed = changed(smallCity, {
      verb: 'reclassify',
      unit: 's1',
      from: '2026-09-01',
      type: 'nine-year',
      tags: ['rural'],
    });
    expect(affectedUnits(smallCity, typed)).toEqual([{ id: 's1', since: '2026-09-01' }]);
  });
});

describe('closing and opening', () => {
  test('the last day is the day before; what was recorded for later goes', () => {
    const tree = changed(smallCity, move('s1', '2027-01-01', 't2'), { verb: 'close', unit: 's1', from: '2026-09-01' });
    expect(pathsOf(tree, 's1')).toEqual(['2020-01-01..2026-08-31 c/d1/t1/s1/']);
  });

  test('what has something below it does not close', () => {
    expect(refused({ verb: 'close', unit: 't1', from: '2026-09-01' })).toEqual([
      ' has-children s1',
      ' has-children s2',
    ]);
  });

  test('a closed unit opens again; an open one does not', () => {
    const again: TreeCommand = { verb: 'open', unit: 's1', from: '2027-09-01', parent: 't2', ...words };
    const tree = changed(smallCity, { verb: 'close', unit: 's1', from: '2026-09-01' }, again);
    expect(pathsOf(tree, 's1')).toEqual(['2020-01-01..2026-08-31 c/d1/t1/s1/', '2027-09-01.. c/d2/t2/s1/']);
    expect(refused(again)).toEqual(['/from org-unit-exists s1']);
    expect(refused({ ...again, nameZh: 'other' }, tree)).toEqual(['/from org-unit-exists s1']);
    expect(refused({ ...again, unit: 'Bad' })).toEqual(['/id invalid-org-unit-id Bad']);
  });
});

describe('merging and splitting', () => {
  test('the one merged closes the day before and names its successor; what is below goes along', () => {
    const tree = changed(smallCity, { verb: 'merge', unit: 't1', from: '2026-09-01', into: 't2' });
    expect(pathsOf(tree, 't1')).toEqual(['2020-01-01..2026-08-31 c/d1/t1/']);
    expect(tree.histories.get('t1')?.successors).toEqual(['t2']);
    expect(childrenOn(tree, 't2', '2026-09-01').map(({ id }) => id)).toEqual(['s1', 's2', 's3']);
  });

  test('what comes below it only later goes along from then on, and stays until then where it is', () => {
    const tree = changed(
      smallCity,
      move('s3', '2027-01-01', 't1'),
      { verb: 'open', unit: 'n', from: '2027-01-01', parent: 't1', ...words },
      { verb: 'merge', unit: 't1', from: '2026-09-01', into: 't2' },
    );
    expect(pathsOf(tree, 's3')).toEqual(['2020-01-01.. c/d2/t2/s3/']);
    expect(pathsOf(tree, 'n')).toEqual(['2027-01-01.. c/d2/t2/n/']);
  });

  test('only with one of its level, that is there, and not with itself', () => {
    const merge = (into: string): TreeCommand => ({ verb: 'merge', unit: 't1', from: '2026-09-01', into });
    expect(refused(merge('d2'))).toEqual(['/into wrong-level district']);
    expect(refused(merge('t1'))).toEqual(['/into org-unit-cycle t1']);
    expect(refused(merge('nowhere'))).toEqual(['/into unknown-org-unit nowhere']);
  });

  test('parts open beside the one that is split, and what is below goes where it is told to', () => {
    const part = (id: string, children: readonly string[]) => ({ ...words, id, type: '', children });
    const split = (...parts: ReturnType<typeof part>[]): TreeCommand => ({
      verb: 'split',
      unit: 't1',
      from: '2026-09-01',
      closes: true,
      parts,
    });
    const tree = changed(smallCity, split(part('t3', ['s1']), part('t4', ['s2'])));
    expect(pathsOf(tree, 's2')).toEqual(['2020-01-01..2026-08-31 c/d1/t1/s2/', '2026-09-01.. c/d1/t4/s2/']);
    expect(tree.histories.get('t1')?.successors).toEqual(['t3', 't4']);
    expect(refused(split(part('t2', ['s1', 's3'])))).toEqual([
      '/parts/0/id org-unit-exists t2',
      '/parts/0/children/1 unknown-org-unit s3',
      '/parts child-not-placed s2',
    ]);
  });
});

describe('a command that is given again', () => {
  const from = '2026-09-01';
  const part = (id: string, children: readonly string[]) => ({ ...words, id, type: '', children });
  const parts = [part('t3', ['s1']), part('t4', ['s2'])];
  const commands: readonly TreeCommand[] = [
    move('s1', from, 't2'),
    { verb: 'rename', unit: 's1', from, nameZh: 'other', nameEn: '' },
    { verb: 'reclassify', unit: 's1', from, type: 'nine-year', tags: ['rural'] },
    { verb: 'close', unit: 's1', from },
    { verb: 'open', unit: 'n', from, parent: 't1', ...words },
    { verb: 'merge', unit: 't1', from, into: 't2' },
    { verb: 'split', unit: 't1', from, closes: true, parts },
    { verb: 'split', unit: 't1', from, closes: false, parts },
  ];

  test.each(commands)('finds everything so already: $verb', (command) => {
    const tree = changed(smallCity, command);
    expect(changeTree(tree, command, sees(tree))).toEqual({ ok: true, value: [] });
  });

  test('on another day, or with another successor, is another command', () => {
    const [tree, merge] = [changed(smallCity, { verb: 'merge', unit: 't1', from, into: 't2' }), 'merge' as const];
    expect(refused({ verb: merge, unit: 't1', from: '2026-10-01', into: 't2' }, tree)).toContain(
      '/from not-open-then 2026-10-01',
    );
    expect(refused({ verb: 'close', unit: 't1', from }, tree)).toContain(`/from not-open-then ${from}`);
  });
});

function expectPlaces(tree: OrgTree, day: string): void {
  for (const [id, places] of tree.places) {
    const [place, second] = places.filter((one) => existsOn(one, day));
    expect(second).toBeUndefined();
    if (place === undefined || place.parent === '') continue;
    expect(place.path).toBe(`${placeOn(tree, place.parent, day)?.path ?? 'nowhere/'}${id}/`);
  }
}

// What is made anew only where something has moved is what is made anew as a whole.
function expectRebuilt(tree: OrgTree): void {
  const rebuilt = indexTree(tree.version, [...tree.histories.values()], (id) => {
    const places = placesOf(tree.histories, id);
    return places.ok ? places.value : [];
  });
  const filled = ({ children }: OrgTree) => [...children].filter(([, places]) => places.length > 0).sort();
  expect(filled(tree)).toEqual(filled(rebuilt));
  expect([...tree.places]).toEqual([...rebuilt.places]);
  expect([...tree.units]).toEqual([...rebuilt.units]);
}

describe('whatever is done to the tree', () => {
  const day = fc.constantFrom('2024-01-01', '2024-07-01', '2025-01-01', '2025-07-01', '2026-01-01');
  const any = fc.constantFrom('c', 'd1', 'd2', 't1', 't2', 's1', 's2', 's3', 'n1', 'n2');
  const command: fc.Arbitrary<TreeCommand> = fc.oneof(
    fc.record({ verb: fc.constant('move' as const), unit: any, from: day, parent: any }),
    fc.record({ verb: fc.constant('close' as const), unit: any, from: day }),
    fc.record({ verb: fc.constant('merge' as const), unit: any, from: day, into: any }),
    fc
      .record({ verb: fc.constant('open' as const), unit: any, from: day, parent: any })
      .map((one) => ({ ...words, ...one })),
  );

  test('each unit has at most one place a day, below a parent that is there, and its path says so', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        let tree = smallCity;
        for (const one of commands) {
          const next = changeTree(tree, one, sees(tree));
          if (next.ok) tree = withHistories(tree, tree.version + 1, next.value);
        }
        const days = ['2023-06-01', '2024-06-30', '2024-07-01', '2025-12-31', '2026-01-01', '2027-01-01'];
        for (const on of days) expectPlaces(tree, on);
        expectRebuilt(tree);
      }),
      { numRuns: 500, seed: 20_261_130 },
    );
  });
});
