import { describe, expect, test } from '@jest/globals';
import { makeCatalogue } from '../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack } from '../../catalogue/domain/examples.ts';
import { aCell, aScorecard } from '../domain/examples.ts';
import type { Scorecard } from '../domain/card.ts';
import { cardContributions } from './card-contributions.ts';
import { encodeScorecard } from './card-wire.ts';

const indicators = (aggregation: 'max' | 'sum') => [
  anIndicator('rate', { unit: 'percent', aggregation: 'ratio-of-sums' }),
  anIndicator('score', { unit: 'score', aggregation }),
];
const catalogueOf = (version: number, aggregation: 'max' | 'sum') =>
  makeCatalogue(version, [
    aPack({ indicators: indicators(aggregation), datasets: [aDataset('d', ['rate', 'score'])] }),
  ]);

const aFinding: Scorecard['findings'][number] = {
  code: 'rate-mismatch',
  ...{ indicator: 'rate', check: '', found: '80', expected: '75' },
  ...{ spread: '', floored: false, among: 0 },
};
const card: Scorecard = aScorecard({
  cells: [
    aCell({ indicator: 'rate', numerator: 3, denominator: 4 }, { verdict: 'breached' }),
    aCell({ indicator: 'score', value: '4.05' }, { receivedAt: 1_795_521_860_000 }),
  ],
  groups: [{ group: 'g', verdict: 'no-data' }],
  findings: [aFinding],
  late: true,
});
const encoded = (one: Scorecard) => ({ card: one, bytes: encodeScorecard(one) });

describe('what a card adds', () => {
  test('is the same from memory and from its bytes', () => {
    const catalogue = catalogueOf(1, 'max');
    const [knowing, reading] = [cardContributions(() => catalogue), cardContributions(() => catalogue)];
    knowing.remember([encoded(card)]);
    const { contribution, key } = knowing.read(encodeScorecard(card));
    expect(knowing.read(encodeScorecard(card)).contribution).toBe(contribution); // not decoded again
    const { orgUnit, dataset, period } = card;
    expect(key).toEqual({ orgUnit, dataset, period });
    expect(contribution).toEqual(reading.read(encodeScorecard(card)).contribution);
  });

  test('is read from its bytes where they are not the ones remembered', () => {
    const catalogue = catalogueOf(1, 'max');
    const cards = cardContributions(() => catalogue);
    cards.remember([encoded(card)]);
    const withdrawn = cards.read(encodeScorecard({ ...card, version: 2, withdrawn: true }));
    expect(withdrawn.contribution).toMatchObject({ version: 2, reported: 0, cells: [] });
  });

  test('is reckoned by the catalogue of the day', () => {
    let catalogue = catalogueOf(1, 'max');
    const cards = cardContributions(() => catalogue);
    cards.remember([encoded(card)]);
    catalogue = catalogueOf(2, 'sum');
    const { madeWith, contribution } = cards.read(encodeScorecard(card));
    expect([madeWith, contribution.cells[1]?.latestUnit]).toEqual([2, '']);
  });
});
