import type { Item } from '../domain/items.ts';

/** What goes in one request; a receipt comes back for each item, in order. */
export type Batch = { readonly items: readonly Item[]; readonly bytes: number };

const mostItems = 500;
const mostBytes = 1_000_000;

/** Groups items so that no request is large. A longer item goes alone. */
export async function* batchesOf(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Batch> {
  let waiting: Item[] = [];
  let bytes = 0;
  for await (const item of items) {
    const size = Buffer.byteLength(item.text) + 1;
    if (waiting.length > 0 && (waiting.length >= mostItems || bytes + size > mostBytes)) {
      yield { items: waiting, bytes };
      waiting = [];
      bytes = 0;
    }
    waiting.push(item);
    bytes += size;
  }
  if (waiting.length > 0) yield { items: waiting, bytes };
}
