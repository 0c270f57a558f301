import { describe, expect, test } from '@jest/globals';
import type { NextVersion, OrgTreeStore } from './org-tree-store.ts';
import type { UnspreadTree } from './spread-changes.ts';
import { mostRounds, type SpreadStore } from './spread.ts';

/** What the contract runs against. */
export type SpreadStores = { readonly tree: OrgTreeStore; readonly spread: SpreadStore<UnspreadTree> };

const next = (version: number, affected: NextVersion['affected']): NextVersion => ({
  change: {
    ...{ version, verb: 'move', unit: 's', from: '2026-09-01', reason: '调整', by: '管理员', at: 1 },
    ...{ changed: ['s'], affected: affected.length },
  },
  histories: [],
  affected,
});
const affected = [{ id: 's', since: '2026-09-01' }];

/** The rules of spreading, in memory or on a server; each test opens an empty one. */
export function describeSpreadStore(name: string, open: () => Promise<SpreadStores>): void {
  const versionsDue = async ({ spread }: SpreadStores, now: number): Promise<readonly number[]> =>
    (await spread.due(now)).map(({ version }) => version);

  describe(`spreading ${name}`, () => {
    test('what affects something is due at once, oldest first; what affects nothing never', async () => {
      const stores = await open();
      await stores.tree.append(next(1, affected));
      await stores.tree.append(next(2, []));
      await stores.tree.append(next(3, affected));
      expect(await stores.spread.due(10)).toMatchObject([
        { version: 1, reason: '调整', affected, rounds: 0 },
        { version: 3 },
      ]);
    });

    test('one claims it; when that time is over another may, and who has it may hold it for longer', async () => {
      const stores = await open();
      await stores.tree.append(next(1, affected));
      const [one] = await stores.spread.due(10);
      if (one === undefined) throw new Error('nothing is due');
      expect(await stores.spread.claim(one, { now: 10, until: 20 })).toBe(true);
      expect(await stores.spread.claim(one, { now: 15, until: 25 })).toBe(false);
      await stores.spread.renew(one, 30);
      expect([await versionsDue(stores, 25), await versionsDue(stores, 30)]).toEqual([[], [1]]);
      expect(await stores.spread.claim(one, { now: 30, until: 40 })).toBe(true);
    });

    test('it is due again for each round, then never more', async () => {
      const stores = await open();
      await stores.tree.append(next(1, affected));
      for (let rounds = 0; rounds < mostRounds; rounds += 1) {
        const [one] = await stores.spread.due(rounds * 100);
        if (one === undefined) throw new Error(`round ${rounds} is not due`);
        expect(one.rounds).toBe(rounds);
        await stores.spread.finish(one, rounds * 100 + 100);
        expect(await versionsDue(stores, rounds * 100 + 99)).toEqual([]);
      }
      expect(await versionsDue(stores, 1e12)).toEqual([]);
    });
  });
}
