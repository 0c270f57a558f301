import { describe, expect, test } from '@jest/globals';
import { parsePackFiles } from '../in/pack-file.parser.ts';
import { catalogueStoreContract } from './catalogue-store.contract.ts';
import { catalogueOf, loadCatalogue, refreshCatalogue, type PackFile } from './load-catalogue.ts';
import { memoryCatalogues } from './memory-catalogues.ts';
import { watched } from './watched.ts';

describe('catalogues in memory', () => {
  catalogueStoreContract(() => Promise.resolve(memoryCatalogues()));
});

type Words = { readonly version?: string; readonly change?: string; readonly targets: string };
const pack = ({ version = '1', change = '', targets }: Words, name = 'p'): PackFile => ({
  name: `${name}.yaml`,
  text: `pack: ${name}
version: '${version}'
change: '${change}'
name: { zh: 包, en: Pack }
indicators:
  - { id: ${name}-a, name: { zh: 甲, en: A }, kind: count, unit: count, aggregation: sum, targets: [${targets}] }
`,
});
const old = "{ comparator: at-least, value: '80', valid_from: 2021-01-01, valid_to: 2026-12-31 }";
const later = "{ comparator: at-least, value: '90', valid_from: 2027-01-01 }";

function aService() {
  const store = memoryCatalogues();
  let now = 1_000;
  const reading = { parse: parsePackFiles, now: () => (now += 1), today: () => '2026-11-30' };
  return { store, load: (...files: PackFile[]) => loadCatalogue(files, store, reading) };
}

describe('the catalogue', () => {
  test('is one version as long as its files are the same, and says since when each pack stands so', async () => {
    const { load, store } = aService();
    const p = pack({ targets: old });
    const first = await load(p, pack({ targets: old }, 'q'));
    expect([first.version, (await load(pack({ targets: old }, 'q'), p)).version]).toEqual([1, 1]);
    const second = await load(p, pack({ targets: `${old}, ${later}` }, 'q'));
    const [sinceP = 0, sinceQ = 0] = second.packs.map(({ since }) => since);
    expect([second.version, sinceP < second.since, sinceQ <= second.since, sinceQ > sinceP]).toEqual([
      2,
      true,
      true,
      true,
    ]);
    const [, before] = await store.list({ before: 0, limit: 2 });
    expect(before && catalogueOf(before, parsePackFiles)?.targets.get('q-a')).toHaveLength(1);
  });

  test('a target that changes from a day to come needs no reason', async () => {
    const { load, store } = aService();
    await load(pack({ targets: old }));
    await load(pack({ targets: `${old}, ${later}` }));
    expect(await store.newest()).toMatchObject({
      ...{ version: 2, reason: '' },
      changes: [{ subject: 'target of p-a', from: '2027-01-01', to: '' }],
    });
  });

  test('one that changes what was judged is refused without a reason, and nothing is stored', async () => {
    const { load, store } = aService();
    await load(pack({ targets: old }));
    const harder = old.replace("'80'", "'85'");
    const refused = /p\.yaml: target of p-a, on days since 2021-01-01/;
    await expect(load(pack({ targets: harder }))).rejects.toThrow(refused);
    await expect(load(pack({ targets: harder, change: '更正' }))).rejects.toThrow(refused);
    expect(await store.newestVersion()).toBe(1);
    await load(pack({ targets: harder, version: '2', change: '更正' }));
    expect(await store.newest()).toMatchObject({ version: 2, reason: '更正' });
  });

  test('is not put in force with a fault', async () => {
    const { load, store } = aService();
    await expect(load(pack({ targets: '{ comparator: at-least }' }))).rejects.toThrow(/p\.yaml:6:.*key-missing/);
    expect(await store.newestVersion()).toBe(0);
  });

  test('that another instance has put in force is taken over', async () => {
    const { load, store } = aService();
    const mine = watched(await load(pack({ targets: old })));
    await load(pack({ targets: `${old}, ${later}` }));
    await refreshCatalogue(store, mine, parsePackFiles);
    expect(mine.get().version).toBe(2);
  });
});
