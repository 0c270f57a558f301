import { describe, expect, test } from '@jest/globals';
import { makeCatalogue } from '../../catalogue/domain/catalogue.ts';
import { aDataset, aPack, anIndicator } from '../../catalogue/domain/examples.ts';
import { smallCity } from '../../org-tree/domain/examples.ts';
import { viewScorecards } from './view-scorecards.ts';

const due = { days: 5, workingDays: true, at: '17:00', validFrom: '', remindBefore: [], remindAfter: [] };
const reportedBy = ['primary'];
const catalogue = makeCatalogue(1, [
  aPack({
    indicators: [anIndicator('a')],
    datasets: [
      aDataset('monthly', ['a'], { due, reportedBy }),
      aDataset('yearly', ['a'], { due, reportedBy, periodKinds: ['year'] }),
      aDataset('voluntary', ['a'], { reportedBy }),
    ],
  }),
]);

const none = async function* (): AsyncGenerator<never> {
  yield* await Promise.resolve([]);
};
const nobody = () => Promise.resolve([]);
const reader = {
  cards: nobody,
  rollups: nobody,
  reported: nobody,
  below: none,
  exportCards: none,
  keysOf: nobody,
  reportedOf: nobody,
  bytes: nobody,
  bytesIn: nobody,
  reportedIn: nobody,
  editions: nobody,
  any: () => Promise.resolve(false),
};
const read = viewScorecards({ catalogue: () => catalogue, tree: () => smallCity, reader, now: Date.now });
const city = smallCity.units.get('c');

async function shown(dataset: string, period: string): Promise<readonly string[]> {
  const found = await read(city === undefined ? [] : [city], { dataset, period });
  return found.flatMap(({ views }) => views.map((view) => view.dataset));
}

describe('where nobody has reported', () => {
  test('what is due in that kind of period is shown as expected, and nothing that is voluntary', async () => {
    expect(await shown('', '2026-11')).toEqual(['monthly']);
    expect(await shown('', '2026')).toEqual(['yearly']);
  });

  test('what is asked for by name is shown', async () => {
    expect(await shown('voluntary', '2026-11')).toEqual(['voluntary']);
  });

  test('a text that is no period shows nothing', async () => {
    expect(await shown('', 'someday')).toEqual([]);
  });
});
