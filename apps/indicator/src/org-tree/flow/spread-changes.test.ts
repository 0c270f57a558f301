import { memoryOrgTree, memorySpread } from './memory-org-tree.ts';
import { describeSpreadStore } from './spread-store.contract.ts';

describeSpreadStore('in memory', () => {
  const tree = memoryOrgTree();
  return Promise.resolve({ tree, spread: memorySpread(tree.versions) });
});
