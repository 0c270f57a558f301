import { beforeEach, expect, test } from '@jest/globals';
import type { CatalogueStore, StoredPacks } from './load-catalogue.ts';
import type { SpreadStore } from '../../org-tree/flow/spread.ts';
import type { UnspreadCatalogue } from './spread-catalogue.ts';

const change = { dataset: 'd', from: '2021-01-01', to: '' };
const stored = (version: number, rest: Partial<StoredPacks> = {}): StoredPacks => ({
  ...{ version, since: version * 10, changes: [], carried: [], reason: '' },
  files: [{ name: 'p.yaml', text: `v${String(version)}`, since: 10 }],
  ...rest,
});

/** What every store of catalogue versions does. */
export function catalogueStoreContract(empty: () => Promise<CatalogueStore & SpreadStore<UnspreadCatalogue>>): void {
  let store: CatalogueStore & SpreadStore<UnspreadCatalogue>;

  beforeEach(async () => {
    store = await empty();
  });

  test('before anything is stored there is nothing', async () => {
    expect([await store.newest(), await store.newestVersion(), await store.read(1)]).toEqual([undefined, 0, undefined]);
  });

  test('each version is kept as it was, the newest first', async () => {
    for (const version of [1, 2, 3]) expect(await store.append(stored(version))).toBe(true);
    expect(await store.append(stored(3, { reason: 'other' }))).toBe(false);
    expect([await store.newest(), await store.newestVersion(), await store.read(1)]).toEqual([stored(3), 3, stored(1)]);
    const versionsOf = async (before: number, limit: number) =>
      (await store.list({ before, limit })).map(({ version }) => version);
    expect([await versionsOf(0, 2), await versionsOf(2, 2)]).toEqual([[3, 2], [1]]);
  });

  test('a version that changes something is spread twice, by one at a time', async () => {
    await store.append(stored(1));
    const carried = [{ dataset: 'd', indicators: ['a', 'b'] }];
    await store.append(stored(2, { changes: [change], reason: '更正', carried }));
    expect((await store.newest())?.carried).toEqual(carried);
    const [one] = await store.due(100);
    expect(await store.due(100)).toEqual([{ version: 2, changes: [change], reason: '更正', rounds: 0 }]);
    if (one === undefined) throw new Error('nothing due');
    expect(await store.claim(one, { now: 100, until: 200 })).toBe(true);
    expect(await store.claim(one, { now: 150, until: 250 })).toBe(false);
    expect(await store.due(199)).toEqual([]);
    await store.renew(one, 300);
    expect(await store.due(299)).toEqual([]);
    await store.finish(one, 400);
    expect([await store.due(399), (await store.due(400)).map(({ rounds }) => rounds)]).toEqual([[], [1]]);
    await store.finish({ ...one, rounds: 1 }, 500);
    expect(await store.due(1_000)).toEqual([]);
  });
}
