import { basename } from 'node:path';
import { eachImport, placeOf } from './path.mjs';

const edges = new Set(['in', 'out']);

/** Generated protobuf is named only where a service meets others: in `in/`, `out/` and service.ts. */
export const wireTypes = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { inside: "'{{source}}' is named only in in/, out/ and service.ts; map it at the edge." },
  },
  create(context) {
    const isEdge = edges.has(placeOf(context.filename)?.layer) || basename(context.filename) === 'service.ts';
    if (isEdge) return {};
    return eachImport((source, node) => {
      if (source.startsWith('@xiaomai/contracts')) context.report({ node, messageId: 'inside', data: { source } });
    });
  },
};
