import { describe, expect, test } from '@jest/globals';
import { makeCatalogue } from '../../catalogue/domain/catalogue.ts';
import { aDataset, aPack, anIndicator } from '../../catalogue/domain/examples.ts';
import { smallCity } from '../../org-tree/domain/examples.ts';
import type { Scorecard } from '../domain/card.ts';
import { ratioOf } from '../domain/examples.ts';
import { judgeSubmission } from './judge-submissions.ts';
import { cardOfNothing } from './rejudge/absent-card.ts';
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

describe('a school whose card says how it came', () => {
  const owed = makeCatalogue(1, [
    aPack({
      indicators: [anIndicator('a')],
      datasets: [aDataset('monthly', ['a'], { due: { ...due, validFrom: '2026-01-01' }, reportedBy })],
    }),
  ]);
  const late = judgeSubmission(
    {
      ...{ id: 's1|monthly|2026-10', orgUnit: 's1', dataset: 'monthly', period: '2026-10', revision: 1 },
      ...{ figures: [ratioOf('a', 3, 4)], receivedAt: Date.parse('2026-11-20T00:00:00Z') },
    },
    { catalogue: owed, tree: smallCity, now: Date.parse('2026-11-20T00:00:01Z') },
  );
  const missing = cardOfNothing(late, { catalogue: owed, tree: smallCity, now: Date.parse('2026-11-20T00:00:01Z') });
  const reasonsOf = async (card: Scorecard): Promise<readonly string[]> => {
    const ports = { catalogue: () => owed, tree: () => smallCity, now: Date.now };
    const stored = { ...reader, cards: () => Promise.resolve([card]) };
    const school = smallCity.units.get('s1');
    const found = await viewScorecards({ ...ports, reader: stored })(school === undefined ? [] : [school], {
      ...{ dataset: 'monthly', period: '2026-10' },
    });
    return found.flatMap(({ views }) => views.flatMap(({ items }) => items.map(({ reason }) => reason)));
  };

  test('has not reported, and by when it should have, where nothing came', async () => {
    expect(await reasonsOf(missing)).toEqual(['未报送，已过期限 2026-11-06 17:00']);
  });

  test('has its verdict and that it was late, where it came afterwards', async () => {
    expect(await reasonsOf(late)).toEqual(['3/4（75%），没有适用的目标；迟报（期限 2026-11-06 17:00）']);
  });
});
