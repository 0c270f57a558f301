import { describe, expect, test } from '@jest/globals';
import { makeCatalogue } from '../../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack } from '../../../catalogue/domain/examples.ts';
import type { Scorecard } from '../../domain/card.ts';
import { aCell, aScorecard } from '../../domain/examples.ts';
import { inMemoryScorecards } from '../in-memory-stores.ts';
import { whoSpeaks, type Answer } from './who-speaks.ts';

const catalogue = makeCatalogue(1, [
  aPack({ indicators: ['a', 'b'].map((id) => anIndicator(id)), datasets: [aDataset('d', ['a', 'b'])] }),
]);

/** Verdicts of a and b; a missing one was not reported. */
type Said = { readonly a?: 'met' | 'breached' | 'no-data'; readonly b?: 'met' | 'breached' | 'no-data' };

function aCard(orgUnit: string, period: string, said: Said): Scorecard {
  const cells = Object.entries(said).map(([indicator, verdict]) => aCell({ indicator }, { verdict, target: '' }));
  return aScorecard({ orgUnit, dataset: 'd', period, cells });
}

const aYear = (said: Said): readonly Scorecard[] =>
  Array.from({ length: 12 }, (_, month) => aCard('s', `2025-${String(month + 1).padStart(2, '0')}`, said));

async function stored(cards: readonly Scorecard[]) {
  const scorecards = inMemoryScorecards();
  await scorecards.insert(cards.map((card) => ({ card, bytes: Buffer.alloc(0) })));
  const reads: (readonly string[])[] = [];
  const read: typeof scorecards.read = (ids) => {
    reads.push(ids);
    return scorecards.read(ids);
  };
  const ask = (asked: readonly Scorecard[], indicators = ['a', 'b']): Promise<readonly Answer[]> =>
    whoSpeaks(
      asked.map((card) => ({ card, indicators: new Set(indicators), isNewest: false })),
      { catalogue: () => catalogue, scorecards: { read }, readSiblings: scorecards.readSiblings },
    );
  return { ask, reads };
}

const spoken = (answer: Answer | undefined): readonly string[] =>
  (answer?.cells ?? []).map(({ indicator, verdict, period }) => `${indicator} ${verdict} ${period}`.trim()).sort();

describe('who speaks for a unit', () => {
  test('is the card itself where it is the newest and says everything: no other card is read', async () => {
    const card = aCard('s', '2026-01', { a: 'met', b: 'breached' });
    const { ask, reads } = await stored([...aYear({ a: 'breached', b: 'met' }), card]);
    const [answer] = await ask([card]);
    expect(spoken(answer)).toEqual(['a met', 'b breached']);
    expect([reads, answer?.newest, answer?.others]).toEqual([[], '2026-01-31', []]);
  });

  test('is the next earlier card where it says nothing, and nothing older is read', async () => {
    const card = aCard('s', '2026-01', { a: 'met', b: 'no-data' });
    const { ask, reads } = await stored([...aYear({ a: 'breached', b: 'breached' }), card]);
    const [answer] = await ask([card]);
    expect(spoken(answer)).toEqual(['a met', 'b breached 2025-12']);
    expect(reads).toEqual([['s|d|2025-12']]);
    expect(answer?.others.map(({ period }) => period)).toEqual(['2025-12']);
  });

  test('is a later card, for what it says', async () => {
    const card = aCard('s', '2025-12', { a: 'breached', b: 'met' });
    const { ask } = await stored([card, aCard('s', '2026-02', { a: 'met' })]);
    const [answer] = await ask([card]);
    expect(spoken(answer)).toEqual(['a met 2026-02', 'b met']);
    expect(answer?.newest).toBe('2026-02-28');
  });

  test('is nobody where nothing valid is left: the card says so', async () => {
    const card = aCard('s', '2026-01', { a: 'no-data', b: 'met' });
    const { ask } = await stored([...aYear({ a: 'no-data' }), card]);
    expect(spoken((await ask([card]))[0])).toEqual(['a no-data', 'b met']);
  });

  test('is found for all cards of a batch in the same round trips, ever more cards in each', async () => {
    const units = Array.from({ length: 40 }, (_, at) => `u${String(at)}`);
    const asked = units.map((unit) => aCard(unit, '2026-01', { a: 'met' }));
    const cards = units.flatMap((unit) => aYear({}).map((card) => ({ ...card, orgUnit: unit })));
    const { ask, reads } = await stored([...cards, ...asked]);
    await ask(asked);
    expect(reads.map((ids) => ids.length)).toEqual([40, 80, 160, 200]);
  });
});
