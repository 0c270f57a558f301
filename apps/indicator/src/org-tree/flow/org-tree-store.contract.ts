import { describe, expect, test } from '@jest/globals';
import type { UnitHistory } from '../domain/org-tree.ts';
import type { NextVersion, OrgTreeStore } from './org-tree-store.ts';

const history = (id: string, version: number, parent = 'p'): UnitHistory => ({
  id,
  stretches: [
    { parent, type: 'primary', nameZh: id, nameEn: '', validFrom: '2020-01-01', validTo: '', tags: ['演示'] },
  ],
  successors: [],
  version,
});

function next(version: number, ...histories: readonly UnitHistory[]): NextVersion {
  const ids = histories.map(({ id }) => id);
  const words = { verb: 'move', unit: ids[0] ?? '', from: '2026-09-01', reason: '调整', by: '管理员' } as const;
  return {
    change: { ...words, version, at: 1_795_521_860_645, changed: ids, affected: ids.length },
    histories,
    affected: ids.map((id) => ({ id, since: '2026-09-01' })),
  };
}

/** The rules every store of the tree keeps; each test opens an empty one. */
export function describeOrgTreeStore(name: string, open: () => Promise<OrgTreeStore>): void {
  describe(`the tree ${name}`, () => {
    test('an empty one has nothing to tell', async () => {
      expect(await (await open()).since(0)).toBeUndefined();
    });

    test('each version is told to who has an older one, with the newest record of each unit', async () => {
      const store = await open();
      expect(await store.append(next(1, history('a', 1), history('b', 1)))).toBe(true);
      expect(await store.append(next(2, history('a', 2, 'q')))).toBe(true);
      const all = await store.since(0);
      expect([all?.version, all?.changed.map(({ id, version }) => `${id}@${version}`).sort()]).toEqual([
        2,
        ['a@2', 'b@1'],
      ]);
      expect(await store.since(1)).toEqual({ version: 2, changed: [history('a', 2, 'q')] });
      expect(await store.since(2)).toBeUndefined();
    });

    test('of two that make the same version one comes second and leaves no trace', async () => {
      const store = await open();
      await store.append(next(1, history('a', 1)));
      expect(await store.append(next(1, history('a', 1, 'lost'), history('z', 1)))).toBe(false);
      expect((await store.since(0))?.changed).toEqual([history('a', 1)]);
    });

    test('what was done is listed, newest first, of all units or of one, page by page', async () => {
      const store = await open();
      await store.append(next(1, history('a', 1)));
      await store.append(next(2, history('b', 2)));
      await store.append(next(3, history('a', 3)));
      const versions = async (unit: string, before: number, limit: number): Promise<readonly number[]> =>
        (await store.changes({ unit, before, limit })).map(({ version }) => version);
      expect(await versions('', 0, 2)).toEqual([3, 2]);
      expect(await versions('', 2, 2)).toEqual([1]);
      expect(await versions('a', 0, 9)).toEqual([3, 1]);
      expect(await store.changes({ unit: 'b', before: 0, limit: 1 })).toEqual([next(2, history('b', 2)).change]);
    });
  });
}
