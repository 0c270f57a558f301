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
datasets:
  - { id: ${name}-d, name: { zh: 表, en: D }, indicators: [${name}-a], reported_by: [primary], period_kinds: [month], rolls_up: true }
`,
});
const old = "{ comparator: at-least, value: '80', valid_from: 2021-01-01, valid_to: 2026-12-31 }";
const later = "{ comparator: at-least, value: '90', valid_from: 2027-01-01 }";

function aService() {
  const store = memoryCatalogues();
  let now = 1_000;
  const older: string[] = [];
  const onOlder = (files: readonly string[], version: number): unknown =>
    older.push(`${files.join()} @${String(version)}`);
  const reading = { parse: parsePackFiles, now: () => (now += 1), today: () => '2026-11-30', onOlder };
  return { older, store, load: (...files: PackFile[]) => loadCatalogue(files, store, reading) };
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
      changes: [{ dataset: 'p-d', from: '2027-01-01', to: '' }],
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

describe('an instance that starts with files of before', () => {
  const named = (version: string, targets = old, name = 'p') => pack({ version, targets }, name);
  const both = `${old}, ${later}`;

  test('of a lower version puts nothing back, and takes over what is in force', async () => {
    const { load, older, store } = aService();
    await load(named('2026.10', both));
    const mine = await load(named('2026.9'), pack({ targets: old }, 'q'));
    expect([mine.version, mine.targets.get('p-a')?.length, await store.newestVersion()]).toEqual([1, 2, 1]);
    expect(older).toEqual(['p.yaml @1']);
  });

  test('of the same version is known by what was in force earlier', async () => {
    const { load, older, store } = aService();
    const [p, q] = [named('1'), named('1', old, 'q')];
    await load(p, q);
    await load(named('1', both), q);
    await load(named('1', both), q, named('1', old, 'r'));
    expect((await load(p, q)).version).toBe(3);
    expect((await load(named('1', both), q)).version).toBe(3); // one file is not there yet
    expect([older, await store.newestVersion()]).toEqual([['p.yaml,q.yaml @3', 'p.yaml,q.yaml @3'], 3]);
  });

  test('whoever means to go back raises the version', async () => {
    const { load, older } = aService();
    await load(named('1'));
    await load(named('1', both));
    expect((await load(named('2'))).version).toBe(3);
    expect(older).toEqual([]);
  });
});
