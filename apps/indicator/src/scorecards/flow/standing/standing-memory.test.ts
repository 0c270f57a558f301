import { expect, test } from '@jest/globals';
import { makeCatalogue } from '../../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack } from '../../../catalogue/domain/examples.ts';
import { aScorecard } from '../../domain/examples.ts';
import { emptyMemory, recall, standingOf, type FoundStanding } from './standing-memory.ts';

const catalogue = makeCatalogue(1, [
  aPack({ indicators: ['a', 'b'].map((id) => anIndicator(id)), datasets: [aDataset('d', ['a', 'b'])] }),
]);

test('where it is not stored what has ended, any indicator that is not breached may have', async () => {
  const memory = emptyMemory(1);
  const card = aScorecard({ orgUnit: 's', dataset: 'd' });
  const older: FoundStanding = { key: 's|d', sequence: 4, standing: { failing: { a: '2026-10-31' } } };
  await recall(memory, [card, aScorecard({ orgUnit: 'other', dataset: 'd' })], {
    catalogue: () => catalogue,
    standings: { read: () => Promise.resolve(new Map([['s|d', older]])), write: () => Promise.resolve() },
  });
  expect(standingOf(memory, card)).toEqual({ ...older, standing: { failing: { a: '2026-10-31' }, ended: ['b'] } });
  expect([...memory.unsure]).toEqual(['s|d']);
});
