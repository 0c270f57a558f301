import { expect, test } from '@jest/globals';
import { makeCatalogue } from '../domain/catalogue.ts';
import { aDataset, anIndicator, aPack } from '../domain/examples.ts';
import { rereadings } from '../domain/rereading.ts';
import { memoryCatalogues } from './memory-catalogues.ts';
import { concerns, spreadCatalogue } from './spread-catalogue.ts';

const packs = [
  aPack({
    indicators: [anIndicator('a'), anIndicator('b'), anIndicator('whole', { conjunctionOf: ['b'] })],
    datasets: [aDataset('d', ['a']), aDataset('e', ['b'])],
  }),
];
const change = (dataset: string, from: string, to: string) => ({ dataset, from, to });
const card = (dataset: string, period: string) => ({ orgUnit: 's', dataset, period });

async function aSpreading(changes: readonly ReturnType<typeof change>[], known = 2) {
  const store = memoryCatalogues();
  await store.append({ version: 2, files: [], since: 0, reason: '更正', carried: [], changes });
  const asked: string[] = [];
  let now = 0;
  const spread = spreadCatalogue({
    store,
    catalogue: () => makeCatalogue(known, packs),
    units: () => ['s'],
    cardsOf: () =>
      Promise.resolve([card('d', '2026-09'), card('d', '2026-10'), card('d', '2026-11'), card('e', '2026-10')]),
    request: (requests) => {
      asked.push(...requests.map(({ dataset, period, cause, reason }) => `${dataset} ${period} ${cause} ${reason}`));
      return Promise.resolve();
    },
    now: () => now,
    pause: () => Promise.resolve(),
  });
  return {
    asked,
    after: async (seconds: number) => {
      now += seconds * 1_000;
      await spread();
    },
  };
}

test('only cards are judged anew of whose dataset something is changed on a changed day', async () => {
  const { after, asked } = await aSpreading([change('d', '2026-10-01', '2026-10-31')]);
  await after(0);
  expect(asked).toEqual(['d 2026-10 catalogue@2 更正']);
});

test('a change that names no dataset is of all of them', async () => {
  const { after, asked } = await aSpreading([change('', '2026-10-01', '2026-10-31')]);
  await after(0);
  expect(asked).toEqual(['d 2026-10 catalogue@2 更正', 'e 2026-10 catalogue@2 更正']);
});

test('they are asked for at once and once more, and then no longer', async () => {
  const { after, asked } = await aSpreading([change('d', '2026-11-01', '')]);
  await after(0);
  await after(29);
  expect(asked).toHaveLength(1);
  await after(1);
  await after(60);
  expect(asked).toHaveLength(2);
});

test('a version this process does not know yet waits', async () => {
  const { after, asked } = await aSpreading([change('d', '', '')], 1);
  await after(0);
  expect(asked).toEqual([]);
});

test('a card is concerned by an indicator that its dataset carried and that is no more', () => {
  const after = packs.map((pack) => ({ ...pack, indicators: pack.indicators.filter(({ id }) => id !== 'whole') }));
  const isConcerned = concerns(makeCatalogue(2, after), rereadings(makeCatalogue(1, packs), makeCatalogue(2, after)));
  expect([card('d', '2026-10'), card('e', '2026-10')].map(isConcerned)).toEqual([false, true]);
});

test('many units are asked in portions, with a pause between those that asked for something', async () => {
  const store = memoryCatalogues();
  await store.append({ version: 2, files: [], since: 0, reason: '更正', carried: [], changes: [change('d', '', '')] });
  const told: string[] = [];
  await spreadCatalogue({
    store,
    catalogue: () => makeCatalogue(2, packs),
    units: () => Array.from({ length: 150 }, (_, n) => `s${String(n)}`),
    cardsOf: (units) => Promise.resolve(units.map((orgUnit) => ({ orgUnit, dataset: 'd', period: '2026-10' }))),
    request: (requests) => Promise.resolve(void told.push(`${String(requests.length)} asked`)),
    now: () => 0,
    pause: () => Promise.resolve(void told.push('pause')),
  })();
  expect(told).toEqual(['64 asked', 'pause', '64 asked', 'pause', '22 asked']);
});
