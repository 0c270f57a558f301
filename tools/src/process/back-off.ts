const firstMs = 200;
const longestMs = 2000;
const steadyMs = 10_000;

/** How long to wait before the next start of a process that ended: at once after a steady run, then 0.2 → 2 s. */
export function backOff(): (ranMs: number) => number {
  let failures = 0;
  return (ranMs) => {
    if (ranMs >= steadyMs) failures = 0;
    failures += 1;
    return failures === 1 ? 0 : Math.min(firstMs * 2 ** (failures - 2), longestMs);
  };
}
