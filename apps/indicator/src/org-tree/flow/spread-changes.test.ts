import { expect, test } from '@jest/globals';
import { memoryOrgTree, memorySpread } from './memory-org-tree.ts';
import { spreadChanges, type UnspreadTree } from './spread-changes.ts';
import type { SpreadStore } from './spread.ts';
import { describeSpreadStore } from './spread-store.contract.ts';

describeSpreadStore('in memory', () => {
  const tree = memoryOrgTree();
  return Promise.resolve({ tree, spread: memorySpread(tree.versions) });
});

test('many units are asked in portions, with a pause between those that asked for something', async () => {
  const affected = Array.from({ length: 150 }, (_, n) => ({ id: `s${String(n)}`, since: '' }));
  const store: SpreadStore<UnspreadTree> = {
    due: () => Promise.resolve([{ version: 2, reason: '', affected, rounds: 0 }]),
    claim: () => Promise.resolve(true),
    renew: () => Promise.resolve(),
    finish: () => Promise.resolve(),
  };
  const told: string[] = [];
  await spreadChanges({
    store,
    cardsOf: (units) => Promise.resolve(units.map((orgUnit) => ({ orgUnit, dataset: 'd', period: '2026-10' }))),
    request: (requests) => Promise.resolve(void told.push(`${String(requests.length)} asked`)),
    now: () => 0,
    pause: () => Promise.resolve(void told.push('pause')),
    crashPoint: () => undefined,
  })();
  expect(told).toEqual(['64 asked', 'pause', '64 asked', 'pause', '22 asked']);
});
