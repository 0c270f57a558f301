import type { List } from '@xiaomai/gateway-api/list';

type Cut = { readonly limit: number; readonly cursor?: string | undefined };

/** One page of a list that is at hand in the order of its ids; undefined when the cursor is none of ours. */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  { limit, cursor }: Cut,
): List<T> | undefined {
  const after = cursor === undefined ? -1 : all.findIndex(({ id }) => id === cursor);
  if (cursor !== undefined && after === -1) return undefined;
  const items = all.slice(after + 1, after + 1 + limit);
  const isEnd = after + 1 + items.length >= all.length;
  return { items, next: isEnd ? null : (items.at(-1)?.id ?? null) };
}
