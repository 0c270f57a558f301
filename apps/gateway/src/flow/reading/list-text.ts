import type { List } from '@xiaomai/gateway-api/list';

/** The JSON of a long list piece by piece, of the JSON texts of its items; where it goes on is said by its last part. */
export async function* listText(parts: AsyncIterable<List<string>>): AsyncGenerator<string> {
  let before = '{"items":[';
  let last: string | null = null;
  for await (const { items, next } of parts) {
    last = next;
    if (items.length === 0) continue;
    yield before + items.join(',');
    before = ',';
  }
  yield `${before === ',' ? '' : before}],"next":${JSON.stringify(last)}}`;
}
