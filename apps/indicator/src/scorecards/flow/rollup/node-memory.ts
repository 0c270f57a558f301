import { LRUCache } from 'lru-cache';
import type { RollupNode } from './rollup-node.ts';

/** Keeps nodes. */
export type NodeMemory = {
  readonly get: (id: string) => RollupNode | undefined;
  readonly set: (id: string, node: RollupNode) => void;
  readonly clear: () => void;
};

/** Keeps nodes that have at most so many children together, forgetting the least used beyond that; one with which something is
 *  being done is kept until that is done, else it would be made anew and written over itself. */
export function boundedNodes(mostChildren: number): NodeMemory {
  const held = new Map<string, RollupNode>();
  const nodes = new LRUCache<string, RollupNode>({
    maxSize: mostChildren,
    sizeCalculation: ({ width }) => Math.min(Math.max(width, 1), mostChildren),
    dispose: (node, id, reason) => {
      for (const [other, { inWork }] of held) if (inWork === 0) held.delete(other);
      if (reason === 'evict' && node.inWork > 0) held.set(id, node);
    },
  });
  return {
    get: (id) => {
      const kept = nodes.get(id);
      const forgotten = held.get(id);
      if (kept !== undefined || forgotten === undefined || forgotten.inWork === 0) return kept;
      held.delete(id);
      nodes.set(id, forgotten);
      return forgotten;
    },
    set: (id, node) => {
      nodes.set(id, node);
    },
    clear: () => {
      nodes.clear();
      held.clear();
    },
  };
}
