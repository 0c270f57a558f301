import { beforeEach, describe, expect, test } from '@jest/globals';
import { nothingDone, type DueProgressStore } from './due-progress.ts';

/** What every store of progress keeps to. `make` gives an empty one. */
export function dueProgressContract(make: () => Promise<DueProgressStore>): void {
  describe('a store of progress', () => {
    let store: DueProgressStore;
    const a = { owner: 'a', until: 100 };
    const b = { owner: 'b', until: 200 };

    beforeEach(async () => {
      store = await make();
    });

    test('what was never begun begins with nothing done', async () => {
      expect(await store.read(['d'])).toEqual([]);
      expect(await store.claim('d', a, 0)).toEqual(nothingDone('d'));
    });

    test('one process at a time has a dataset in hand, others have other datasets', async () => {
      await store.claim('d', a, 0);
      expect(await store.claim('d', b, 99)).toBeUndefined();
      expect(await store.claim('e', b, 99)).toEqual(nothingDone('e'));
      expect(await store.claim('d', a, 50)).toEqual(nothingDone('d'));
    });

    test('of several claims at once, one succeeds', async () => {
      const claims = ['a', 'b', 'c'].map((owner) => store.claim('d', { owner, until: 100 }, 0));
      expect((await Promise.all(claims)).filter((one) => one !== undefined)).toHaveLength(1);
    });

    test('who takes over goes on where the last one was, and the last one can write no more', async () => {
      await store.claim('d', a, 0);
      const done = { ...nothingDone('d'), through: 7, reminded: 3, plan: 'p', task: 't', unit: 'u' };
      expect(await store.save(done, a)).toBe(true);
      expect(await store.claim('d', b, 100)).toEqual(done);
      expect(await store.save({ ...done, through: 9 }, a)).toBe(false);
      expect(await store.read(['d', 'e'])).toEqual([done]);
    });

    test('what is given back is free at once', async () => {
      await store.claim('d', a, 0);
      await store.save(nothingDone('d'), { owner: 'a', until: 0 });
      expect(await store.claim('d', b, 1)).toEqual(nothingDone('d'));
    });
  });
}
