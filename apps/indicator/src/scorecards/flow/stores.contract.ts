import { describe, expect, test } from '@jest/globals';
import type { Scorecard } from '../domain/card.ts';
import { aCell, aScorecard } from '../domain/examples.ts';
import type { EncodedCard, ScorecardStore } from './judge-submissions.ts';
import type { StandingStore } from './standing/standing-memory.ts';
import type { ReadSiblings } from './standing/who-speaks.ts';

/** What the contract runs against. */
export type Stores = {
  readonly scorecards: ScorecardStore;
  readonly standings: StandingStore;
  readonly readSiblings: ReadSiblings;
  readonly encode: (card: Scorecard) => Buffer;
};

let made = 0;

/** A scorecard of an org unit nobody else has. */
function aCard(change: Partial<Scorecard> = {}): Scorecard {
  made += 1;
  return aScorecard({
    orgUnit: `s${made}`,
    path: `cn/t/s${made}/`,
    cells: [aCell({ indicator: 'a', numerator: 1, denominator: 2 }, { verdict: 'breached', target: 'a@1' })],
    groups: [{ group: 'g', verdict: 'breached' }],
    ...change,
  });
}

const idOf = (card: Scorecard): string => `${card.orgUnit}|${card.dataset}|${card.period}`;

/** The rules every pair of stores keeps, in memory or on a server. */
export function describeStores(name: string, open: () => Stores): void {
  const encoded = (card: Scorecard): EncodedCard => ({ card, bytes: open().encode(card) });

  describe(`scorecards ${name}`, () => {
    test('a scorecard is read as it was inserted', async () => {
      const card = aCard();
      expect((await open().scorecards.insert([encoded(card)])).size).toBe(0);
      expect((await open().scorecards.read([idOf(card)])).get(idOf(card))?.card).toEqual(card);
    });

    test('an insert tells what existed and leaves it as it was', async () => {
      const [old, fresh] = [aCard(), aCard()];
      await open().scorecards.insert([encoded(old)]);
      const present = await open().scorecards.insert([encoded(fresh), encoded({ ...old, revision: 9 })]);
      expect([...present]).toEqual([1]);
      expect((await open().scorecards.read([idOf(old)])).get(idOf(old))?.card.revision).toBe(1);
    });

    test('an update needs the version before it', async () => {
      const card = aCard();
      await open().scorecards.insert([encoded(card)]);
      const second = encoded({ ...card, version: 2, revision: 2 });
      await open().scorecards.update([second]);
      await expect(open().scorecards.update([second])).rejects.toThrow('another writer');
      expect((await open().scorecards.read([idOf(card)])).get(idOf(card))?.card).toMatchObject({
        version: 2,
        revision: 2,
      });
    });

    test('siblings are the other periods of the same unit and dataset, from a text on', async () => {
      const card = aCard();
      const october = { ...card, period: '2026-10' };
      const longAgo = { ...card, period: '2024-12' };
      const others = [
        { ...card, dataset: 'other' },
        { ...card, orgUnit: `${card.orgUnit}x` },
      ];
      await open().scorecards.insert([card, october, longAgo, ...others].map(encoded));
      const { orgUnit, dataset } = card;
      expect(await open().readSiblings(card, '2025')).toEqual([{ orgUnit, dataset, period: '2026-10' }]);
      expect((await open().readSiblings(card, '')).map(({ period }) => period).sort()).toEqual(['2024-12', '2026-10']);
    });
  });

  describe(`standings ${name}`, () => {
    test('a standing is written over the sequence it was made from, and only that', async () => {
      const key = `${aCard().orgUnit}|d`;
      const first = { key, sequence: 1, before: 0, standing: { failing: { a: '2026-11-30' }, ended: ['b'] } };
      await open().standings.write([first]);
      await expect(open().standings.write([first])).rejects.toThrow('another writer');
      expect((await open().standings.read([key])).get(key)?.standing).toEqual(first.standing);
      const second = { key, sequence: 3, standing: { failing: {}, ended: ['b', 'a'] } };
      await open().standings.write([{ ...second, before: 1 }]);
      await expect(open().standings.write([{ ...first, sequence: 2, before: 1 }])).rejects.toThrow('another writer');
      expect((await open().standings.read([key])).get(key)).toEqual(second);
    });

    test('what was never notable has no standing', async () => {
      expect((await open().standings.read(['nobody|d'])).size).toBe(0);
    });
  });
}
