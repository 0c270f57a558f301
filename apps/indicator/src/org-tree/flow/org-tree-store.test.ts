import { describe, expect, test } from '@jest/globals';
import { ok } from '@xiaomai/kernel';
import { watched } from '../../catalogue/flow/watched.ts';
import { unit } from '../domain/examples.ts';
import { emptyOrgTree, placeOn } from '../domain/org-tree.ts';
import { changeOrgTree, type TreeOrder } from './change-org-tree.ts';
import { importOrgUnits } from './import-org-units.ts';
import { memoryOrgTree } from './memory-org-tree.ts';
import type { OrgTreeStore } from './org-tree-store.ts';
import { describeOrgTreeStore } from './org-tree-store.contract.ts';
import { refreshOrgTree, type ChangingTree } from './put-in-force.ts';

describeOrgTreeStore('in memory', () => Promise.resolve(memoryOrgTree()));

function instance(store: OrgTreeStore = memoryOrgTree()): ChangingTree {
  const tree = watched(emptyOrgTree);
  return { store, tree, refresh: () => refreshOrgTree(store, tree), now: () => 1, onChanged: () => undefined };
}

const order = (change: Partial<TreeOrder> = {}): TreeOrder => ({
  command: { verb: 'move', unit: 's', from: '2026-09-01', parent: 'd2' },
  reason: '区划调整',
  by: '管理员',
  maySee: () => true,
  ifMatch: 0,
  ...change,
});

async function withCity(): Promise<ChangingTree> {
  const changing = instance();
  await importOrgUnits(changing)(
    [
      unit('c', '', { type: 'city' }),
      unit('d1', 'c', { type: 'district' }),
      unit('d2', 'c', { type: 'district' }),
      unit('s', 'd1', { type: 'primary' }),
    ],
    '管理员',
  );
  return changing;
}

describe('changing the tree', () => {
  test('puts the next version in force, with who and why; another instance learns of it', async () => {
    const changing = await withCity();
    const other = instance(changing.store);
    await other.refresh();
    const done = await changeOrgTree(changing)(order());
    expect(done).toMatchObject({
      value: { version: 2, change: { verb: 'move', by: '管理员', reason: '区划调整', affected: 1 } },
    });
    await other.refresh();
    expect(placeOn(other.tree.get(), 's', '2026-09-01')?.path).toBe('c/d2/s/');
  });

  test('that is so already makes no version', async () => {
    const changing = await withCity();
    const change = changeOrgTree(changing);
    await change(order());
    expect(await change(order())).toEqual(ok({ version: 2, change: undefined }));
  });

  test('two at once both count, one after the other', async () => {
    const changing = await withCity();
    const other = instance(changing.store);
    const rename = order({ command: { verb: 'rename', unit: 's', from: '2026-09-01', nameZh: '新', nameEn: '' } });
    await Promise.all([changeOrgTree(changing)(order()), changeOrgTree(other)(rename)]);
    await changing.refresh();
    expect(changing.tree.get().version).toBe(3);
    expect(placeOn(changing.tree.get(), 's', '2026-09-01')).toMatchObject({ parent: 'd2', nameZh: '新' });
  });

  test('is refused for a unit out of sight as for one that is not there, and for one that has changed since', async () => {
    const changing = await withCity();
    const change = changeOrgTree(changing);
    const elsewhere = order({ maySee: (path) => path.startsWith('c/d2/') });
    expect(await change(elsewhere)).toEqual({ ok: false, reason: 'not-found' });
    const absent = order({ command: { verb: 'close', unit: 'x', from: '2026-09-01' } });
    expect(await change(absent)).toEqual({ ok: false, reason: 'not-found' });
    await change(order({ ifMatch: 1 }));
    expect(await change(order({ ifMatch: 1 }))).toEqual({ ok: false, reason: 'moved-on' });
  });
});
