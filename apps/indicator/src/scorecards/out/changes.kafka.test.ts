import { expect, test } from '@jest/globals';
import type { Publisher } from '@xiaomai/kafka';
import { makeCatalogue } from '../../catalogue/domain/catalogue.ts';
import { aDataset, aPack } from '../../catalogue/domain/examples.ts';
import { smallCity } from '../../org-tree/domain/examples.ts';
import { aScorecard } from '../domain/examples.ts';
import { publishCards } from './changes.kafka.ts';

test('of figures that do not rise parents hear only what a new catalogue asks for, or what comes again', async () => {
  const told: string[] = [];
  const publisher: Pick<Publisher, 'publish'> = {
    publish: (topic, messages) => {
      told.push(...messages.map(({ key }) => `${topic.name} ${String(key)}`));
      return Promise.resolve();
    },
  };
  const catalogue = makeCatalogue(1, [aPack({ datasets: [aDataset('d', [], { rollsUp: false })] })]);
  const reference = { catalogue: () => catalogue, tree: () => smallCity };
  const publish = publishCards(publisher as Publisher, reference, { remember: () => undefined });
  const settled = (cause: string, repeated: boolean) => ({
    ...{ card: aScorecard({ orgUnit: 's1', parent: 't1', cause }), bytes: Buffer.alloc(0), repeated },
  });
  await publish([settled('s1|d|2026-11#1', false)], []);
  expect(told).toEqual([]);
  await publish([settled('catalogue@2', false)], []);
  await publish([settled('s1|d|2026-11#1', true)], []);
  expect(told).toEqual(['scorecard.changed.v1 t1', 'scorecard.changed.v1 t1']);
});
