import { expect, test } from '@jest/globals';
import { imported, unit } from '../../org-tree/domain/examples.ts';
import { emptyOrgTree, nearestPlace } from '../../org-tree/domain/org-tree.ts';
import { childrenFirst } from './looked-at.ts';

const nation = imported(
  emptyOrgTree,
  unit('cn', '', { type: 'nation' }),
  unit('p', 'cn', { type: 'province' }),
  unit('c', 'p', { type: 'city' }),
  unit('d', 'c', { type: 'district' }),
  unit('t', 'd', { type: 'town' }),
  unit('s1', 't', { type: 'primary' }),
  unit('s2', 't', { type: 'kindergarten' }),
);
const below = (id: string, ...types: readonly string[]): readonly string[] => {
  const from = nearestPlace(nation, id, '2026-11-30');
  if (from === undefined) throw new Error(id);
  return childrenFirst(nation, from, { day: '2026-11-30', types: new Set(types) }).map((one) => one.id);
};

test('from the nation down every unit that reports or rolls up is looked at, children first', () => {
  expect(below('cn', 'primary')).toEqual(['s1', 't', 'd', 'c', 'p']);
  expect(below('cn', 'primary', 'nation')).toEqual(['s1', 't', 'd', 'c', 'p', 'cn']);
  expect(below('s2', 'kindergarten')).toEqual(['s2']);
});
