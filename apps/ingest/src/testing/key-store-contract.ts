import { describe, expect, test } from '@jest/globals';
import { makeKey, revokeKey, rotateKey, type SchoolKey } from '../keys/domain/school-key.ts';
import type { KeyStore } from '../keys/flow/key-store.ts';

const act = { by: '管理员', at: 1_000 };
const mac = 'ab'.repeat(32);

const key = (keyId: string, orgUnit = 'school-1'): SchoolKey =>
  makeKey({ keyId, orgUnit, datasets: ['safety'], label: '教务系统', signatureRequired: true, mac }, act);

/** What every store of keys does. */
export function keyStoreContract(open: () => Promise<KeyStore>): void {
  describe('a store of keys', () => {
    test('gives a key back as it was kept, and nothing for one it does not have', async () => {
      const store = await open();
      expect(await store.insert(key('k1'))).toBe(true);
      expect(await Promise.all([store.find('k1'), store.find('k2'), store.find('k1')])).toEqual([
        key('k1'),
        undefined,
        key('k1'),
      ]);
    });

    test('does not keep two keys of one id', async () => {
      const store = await open();
      await store.insert(key('k1'));
      expect(await store.insert(key('k1', 'school-2'))).toBe(false);
      expect((await store.find('k1'))?.orgUnit).toBe('school-1');
    });

    test('writes a change over the version before it only; who comes second is told', async () => {
      const store = await open();
      await store.insert(key('k1'));
      const rotated = rotateKey(key('k1'), { mac: 'cd'.repeat(32), oldUntil: 5_000 }, act);
      const revoked = revokeKey(key('k1'), '泄露', act);
      expect([await store.replace(rotated), await store.replace(revoked)]).toEqual([true, false]);
      expect(await store.find('k1')).toEqual(rotated);
    });

    test('lists in the order of ids, of some units or of all, page by page', async () => {
      const store = await open();
      for (const [id, unit] of [
        ['c', 's1'],
        ['a', 's2'],
        ['b', 's1'],
      ] as const)
        await store.insert(key(id, unit));
      const ids = async (orgUnits: readonly string[] | undefined, after: string, limit: number): Promise<string[]> =>
        (await store.list({ orgUnits, after, limit })).map(({ keyId }) => keyId);
      expect(await ids(undefined, '', 2)).toEqual(['a', 'b']);
      expect(await ids(undefined, 'b', 2)).toEqual(['c']);
      expect(await ids(['s1'], '', 10)).toEqual(['b', 'c']);
      expect(await ids([], '', 10)).toEqual([]);
    });

    test('remembers the latest use, also through a change of the key', async () => {
      const store = await open();
      await store.insert(key('k1'));
      await store.noteUse(
        new Map([
          ['k1', 500],
          ['nobody', 1],
        ]),
      );
      await store.noteUse(new Map([['k1', 400]]));
      await store.replace(revokeKey(key('k1'), '', act));
      expect((await store.find('k1'))?.lastUsedAt).toBe(500);
    });

    test('is provided again and again without harm; what was changed here stays changed', async () => {
      const store = await open();
      const file = (orgUnit: string) => [{ keyId: 'k1', mac, orgUnit, datasets: [] }];
      await store.provide(file('school-1'), 1);
      await store.provide(file('school-2'), 2);
      const provided = (await store.find('k1')) as SchoolKey;
      expect([provided.orgUnit, provided.version]).toEqual(['school-2', 1]);
      await store.replace(revokeKey(provided, '毕业', act));
      await store.provide(file('school-2'), 3);
      expect(await store.find('k1')).toMatchObject({ revoked: true, secrets: [] });
    });
  });
}
