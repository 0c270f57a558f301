const firstMs = 500;
const longestMs = 15_000;

/** How long to wait before the n-th new attempt (0 = first): doubling, capped, spread over its upper half by `random` in [0, 1). */
export function backoffMs(attempt: number, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10));
  return Math.round(full / 2 + (full / 2) * random);
}
