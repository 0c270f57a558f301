import { expect, test } from '@jest/globals';
import { makeCatalogue } from '../../../catalogue/domain/catalogue.ts';
import { smallCity } from '../../../org-tree/domain/examples.ts';
import { contributionOfCard } from '../../domain/card.ts';
import { aScorecard } from '../../domain/examples.ts';
import { rollUpChildren } from './roll-up-children.ts';
import type { RollupNode } from './rollup-node.ts';

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
    nodes: new Map<string, RollupNode>(),
    writeGapMs: 0,
  });
  const card = aScorecard({ orgUnit: 's1', parent: 't1' });
  const contribution = contributionOfCard(card, catalogue);
  const news = { orgUnit: 's1', dataset: 'd', period: '2026-11', parent: 't1', treeVersion: 8, contribution };
  await expect(roll([news], 1)).rejects.toThrow('not there yet: tree@9');
  tree = { ...smallCity, version: 9 };
  await roll([news], 1);
  expect(written).toEqual([5]);
});
