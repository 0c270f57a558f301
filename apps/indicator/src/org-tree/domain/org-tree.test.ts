import { describe, expect, test } from '@jest/globals';
import {
  ancestorsOf,
  emptyOrgTree,
  makeOrgTree,
  planImport,
  subtreeOf,
  type OrgTree,
  type OrgUnitInput,
} from './org-tree.ts';

const unit = (id: string, parent: string, change: Partial<OrgUnitInput> = {}): OrgUnitInput => ({
  id,
  parent,
  type: 'district',
  nameZh: id,
  nameEn: id,
  validFrom: '',
  validTo: '',
  tags: [],
  ...change,
});

function imported(tree: OrgTree, ...units: readonly OrgUnitInput[]): OrgTree {
  const plan = planImport(tree, units);
  if (!plan.ok) throw new Error(JSON.stringify(plan.reason));
  return makeOrgTree(tree.version + 1, [...tree.units.values(), ...plan.value]);
}

const city = imported(emptyOrgTree, unit('c', 'p'), unit('p', ''), unit('d1', 'c'), unit('d2', 'c'), unit('s', 'd1'));

describe('importing org units', () => {
  test('parents may come in the same call, in any order; paths are computed', () => {
    expect(city.units.get('s')?.path).toBe('p/c/d1/s/');
    expect(ancestorsOf(city, { ...unit('s', 'd1'), path: 'p/c/d1/s/' }).map(({ id }) => id)).toEqual(['p', 'c', 'd1']);
  });

  test('what is the same changes nothing', () => {
    expect(planImport(city, [unit('s', 'd1')])).toEqual({ ok: true, value: [] });
  });

  test('moving a unit moves the paths of all below it', () => {
    const moved = imported(city, unit('d1', 'd2'));
    expect(moved.units.get('s')?.path).toBe('p/c/d2/d1/s/');
    const top = moved.units.get('p');
    expect(top === undefined ? [] : [...subtreeOf(moved, top)].map(({ id }) => id)).toEqual([
      'p',
      'c',
      'd2',
      'd1',
      's',
    ]);
  });

  test('every fault is told and nothing is taken', () => {
    const plan = planImport(city, [
      unit('Bad id', 'c'),
      unit('x', 'nowhere'),
      unit('c', 's'),
      unit('q', ''),
      unit('ok', 'p'),
    ]);
    expect(plan).toEqual({
      ok: false,
      reason: [
        { unit: 'Bad id', rule: 'invalid-id' },
        { unit: 'x', rule: 'unknown-parent' },
        { unit: 'c', rule: 'cycle' },
        { unit: 'q', rule: 'second-root' },
      ],
    });
  });
});
