import { describe, expect, test } from '@jest/globals';
import type { Identity } from '@xiaomai/identity';
import { smallCity } from '../domain/examples.ts';
import type { TreeChange } from './org-tree-store.ts';
import { memoryOrgTree } from './memory-org-tree.ts';
import { mayKnowChanges, seenChanges } from './seen-changes.ts';

const change = (version: number, unit: string, changed: readonly string[] = [unit]): TreeChange => ({
  ...{ version, unit, changed, verb: unit === '' ? 'import' : 'rename', from: '2026-09-01' },
  ...{ reason: '', by: 'admin', at: version, affected: 1 },
});

const caller = (role: Identity['role'], orgUnit: string, path: string): Identity => ({
  ...{ subject: role, name: role, role, orgUnit, path, datasets: [] },
});

describe('the changes of the tree', () => {
  const store = memoryOrgTree();
  const said = [
    change(1, '', []),
    change(2, 's1'),
    change(3, 's3'),
    change(4, 's3', ['s3', 's2']),
    ...Array.from({ length: 600 }, (_, at) => change(5 + at, 't2')),
    change(605, 'd1'),
  ];

  const seenBy = async (who: Identity, limit = 500, before = 0): Promise<readonly number[]> => {
    if (store.versions.length === 0)
      for (const one of said) await store.append({ change: one, histories: [], affected: [] });
    const found = await seenChanges({ tree: smallCity, changes: store.changes }, { unit: '', before, limit }, who);
    return found.map(({ version }) => version);
  };

  test('are seen where one of the units has stood, newest first, however far back', async () => {
    expect(await seenBy(caller('staff', 'd1', 'c/d1/'))).toEqual([605, 4, 2]);
    expect(await seenBy(caller('staff', 'd1', 'c/d1/'), 2)).toEqual([605, 4]);
    expect(await seenBy(caller('leader', 'd1', 'c/d1/'), 2, 4)).toEqual([2]);
  });

  test('are all seen by the administrator, imports too', async () => {
    expect(await seenBy(caller('admin', 'c', 'c/'), 3, 5)).toEqual([4, 3, 2]);
    expect(await seenBy(caller('admin', 'c', 'c/'), 3, 2)).toEqual([1]);
    expect(await seenBy(caller('staff', 'c', 'c/'), 3, 2)).toEqual([]);
  });

  test('are nothing for a school', () => {
    expect(mayKnowChanges(caller('school', 's1', 'c/d1/t1/s1/'))).toBe(false);
  });
});
