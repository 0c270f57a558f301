import { expect, test } from '@jest/globals';
import { makeCatalogue, type Aggregation } from '../../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack } from '../../../catalogue/domain/examples.ts';
import { smallCity } from '../../../org-tree/domain/examples.ts';
import { contributionOfCard, type Scorecard } from '../../domain/card.ts';
import { aCell, aScorecard } from '../../domain/examples.ts';
import { inMemoryRollups } from './in-memory-rollups.ts';
import { rollUpChildren, type ChildNews } from './roll-up-children.ts';
import { boundedNodes } from './node-memory.ts';

test('what was written under a newer tree waits until this process knows it', async () => {
  const catalogue = makeCatalogue(1, []);
  const own = { edition: 4, treeVersion: 9, parent: 'd1', formerParents: [] };
  let tree = { ...smallCity, version: 8 };
  const written: number[] = [];
  const roll = rollUpChildren({
    catalogue: () => catalogue,
    tree: () => tree,
    refresh: () => Promise.resolve(),
    now: () => 0,
    store: {
      readChildren: (ids) => Promise.resolve(new Map(ids.map((id) => [id, { children: [], own }]))),
      write: (cards) => {
        written.push(...cards.map(({ edition }) => edition));
        return Promise.resolve();
      },
    },
    publish: () => Promise.resolve(),
    nodes: boundedNodes(1_000),
    writeGapMs: 0,
  });
  const card = aScorecard({ orgUnit: 's1', parent: 't1' });
  const contribution = contributionOfCard(card, catalogue);
  const news = {
    orgUnit: 's1',
    dataset: 'd',
    period: '2026-11',
    parent: 't1',
    treeVersion: 8,
    contribution,
    catalogue: { needed: 1, madeWith: 1 },
  };
  await expect(roll([news], 1)).rejects.toThrow('not there yet: tree@9');
  tree = { ...smallCity, version: 9 };
  await roll([news], 1);
  expect(written).toEqual([5]);
});

test('a new catalogue adds up anew what children have said before it, also of those of whom nothing new is heard', async () => {
  const catalogueWith = (version: number, aggregation: Aggregation) =>
    makeCatalogue(version, [
      aPack({
        indicators: [anIndicator('i', { kind: 'count', unit: 'count', aggregation })],
        datasets: [aDataset('d', ['i'])],
      }),
    ]);
  let newest = catalogueWith(1, 'sum');
  let mine = newest;
  const cards = ['s1', 's2'].map((orgUnit, n) =>
    aScorecard({
      orgUnit,
      parent: 't1',
      path: `c/d1/t1/${orgUnit}/`,
      cells: [aCell({ indicator: 'i', value: String(n + 1) })],
    }),
  );
  const store = inMemoryRollups(
    () => cards,
    () => mine,
  );
  const roll = rollUpChildren({
    ...{ catalogue: () => mine, tree: () => smallCity, now: () => 0, store, writeGapMs: 0 },
    refresh: () => {
      mine = newest;
      return Promise.resolve();
    },
    publish: () => Promise.resolve(),
    nodes: boundedNodes(1_000),
  });
  // As the consumer does: the message is read again when it is handed over again.
  const newsOf = (orgUnit: string, needed: number): readonly ChildNews[] =>
    cards
      .filter((card) => card.orgUnit === orgUnit)
      .map((card) => ({
        ...{ orgUnit, dataset: 'd', period: '2026-11', parent: 't1', treeVersion: smallCity.version },
        ...{ contribution: contributionOfCard(card, mine), catalogue: { needed, madeWith: mine.version } },
      }));
  const said = (): string =>
    store
      .all()
      .map(({ cells }) => cells.map(({ value }) => value).join())
      .join();
  await roll([...newsOf('s1', 1), ...newsOf('s2', 1)], 1);
  expect(said()).toBe('3');
  newest = catalogueWith(2, 'max');
  await expect(roll(newsOf('s1', 2), 1)).rejects.toThrow('another catalogue');
  await roll(newsOf('s1', 2), 1); // s1 is told again as it stood; s2 says nothing
  expect(said()).toBe('2');
  mine = catalogueWith(3, 'none'); // taken over between two messages
  await roll(newsOf('s1', 3), 1);
  expect(store.all()[0]?.cells).toMatchObject([{ valued: 0, value: '' }]);
});

test('what a new catalogue lets rise no more leaves the sums, and none are made of it', async () => {
  const catalogueWith = (version: number, rollsUp: boolean) =>
    makeCatalogue(version, [aPack({ indicators: [anIndicator('i')], datasets: [aDataset('d', ['i'], { rollsUp })] })]);
  let catalogue = catalogueWith(1, true);
  const card = aScorecard({ orgUnit: 's1', parent: 't1', path: 'c/d1/t1/s1/', cells: [aCell({ indicator: 'i' })] });
  const store = inMemoryRollups(
    () => [card],
    () => catalogue,
  );
  const roll = rollUpChildren({
    ...{ catalogue: () => catalogue, tree: () => smallCity, now: () => 0, store, writeGapMs: 0 },
    ...{ refresh: () => Promise.resolve(), publish: () => Promise.resolve(), nodes: boundedNodes(1_000) },
  });
  const tell = (period: string): Promise<void> => {
    const key = { orgUnit: 's1', dataset: 'd', period, parent: 't1', treeVersion: smallCity.version };
    const { version } = catalogue;
    const known = { needed: version, madeWith: version };
    return roll([{ ...key, contribution: contributionOfCard({ ...card, period }, catalogue), catalogue: known }], 1);
  };
  await tell('2026-11');
  expect(store.all()).toMatchObject([{ reported: 1, version: card.version }]);
  catalogue = catalogueWith(2, false);
  await tell('2026-11');
  await tell('2026-12');
  expect(store.all()).toMatchObject([{ period: '2026-11', reported: 0, version: 0, cells: [] }]);
});

test('a rollup that waits to be written is not forgotten for others, and not written over itself', async () => {
  const catalogue = makeCatalogue(1, [aPack({ indicators: [anIndicator('i')], datasets: [aDataset('d', ['i'])] })]);
  const cards = new Map<string, Scorecard>();
  const store = inMemoryRollups(
    () => [...cards.values()],
    () => catalogue,
  );
  const roll = rollUpChildren({
    ...{ catalogue: () => catalogue, tree: () => smallCity, now: () => 0, store, writeGapMs: 200 },
    ...{ refresh: () => Promise.resolve(), publish: () => Promise.resolve(), nodes: boundedNodes(1) },
  });
  const push = (orgUnit: string, parent: string, version: number): Promise<void> => {
    const card = aScorecard({
      orgUnit,
      parent,
      path: `c/x/${parent}/${orgUnit}/`,
      version,
      cells: [aCell({ indicator: 'i' })],
    });
    cards.set(orgUnit, card);
    const key = { orgUnit, dataset: 'd', period: card.period, parent, treeVersion: smallCity.version };
    const made = { contribution: contributionOfCard(card, catalogue), catalogue: { needed: 1, madeWith: 1 } };
    return roll([{ ...key, ...made }], 1);
  };
  await push('s1', 't1', 1);
  const waiting = push('s2', 't1', 1);
  await push('s3', 't2', 1); // takes the place of the other
  await Promise.all([waiting, push('s1', 't1', 2)]);
  expect(store.all()).toMatchObject([
    { orgUnit: 't1', reported: 2, version: 3, edition: 2 },
    { orgUnit: 't2', reported: 1, version: 1, edition: 1 },
  ]);
});
