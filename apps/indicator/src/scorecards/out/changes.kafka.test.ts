import { expect, test } from '@jest/globals';
import type { Publisher } from '@xiaomai/kafka';
import { topics } from '@xiaomai/contracts/topics';
import { makeCatalogue } from '../../catalogue/domain/catalogue.ts';
import { aDataset, aPack } from '../../catalogue/domain/examples.ts';
import { imported, smallCity, unit } from '../../org-tree/domain/examples.ts';
import { aCell, aScorecard } from '../domain/examples.ts';
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

test('a figure of a unit that is no more says since when, and who took over', async () => {
  const sent: Buffer[] = [];
  const publisher = {
    publish: (topic: { readonly name: string }, messages: readonly { readonly value: Buffer }[]) => {
      if (topic.name === topics.verdictChanged.name) sent.push(...messages.map(({ value }) => value));
      return Promise.resolve();
    },
  };
  const tree = imported(smallCity, unit('s1', 't1', { type: 'primary', validTo: '2026-11-15' }));
  const histories = new Map(tree.histories);
  const closed = histories.get('s1');
  if (closed !== undefined) histories.set('s1', { ...closed, successors: ['s2'] });
  const catalogue = makeCatalogue(1, [aPack({ datasets: [aDataset('d', [])] })]);
  const reference = { catalogue: () => catalogue, tree: () => ({ ...tree, histories }) };
  const cell = { ...aCell({ indicator: 'a', numerator: 3, denominator: 4 }), end: '2026-11-30', period: '' };
  const before = { ...cell, indicator: 'b', end: '2026-10-31', period: '2026-10' };
  const card = aScorecard({ orgUnit: 's1', parent: 't1' });
  const notable = { card, cells: [cell, before], periodEnd: '2026-11-30', sequence: 2, missing: { periods: [] } };
  const publish = publishCards(publisher as unknown as Publisher, reference, { remember: () => undefined });
  await publish([], [notable]);
  const { items } = topics.verdictChanged.decode(sent[0] ?? Buffer.alloc(0));
  expect(items.map(({ indicator, closedSince }) => [indicator, closedSince])).toEqual([
    ['a', '2026-11-16'],
    ['b', ''],
    ['missing@d', '2026-11-16'],
  ]);
  expect([items[0]?.reason, items[0]?.reasonEn]).toEqual([
    '3/4（0.75），单位自 2026-11-16 起已撤并（由s2承接），不作判定',
    '3/4 (0.75), the unit is no more since 2026-11-16 (taken over by s2): not judged',
  ]);
});
