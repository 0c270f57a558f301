/** Tells for how long what a key says has been the same, as far as anybody has looked; 0 at the first look. */
export function atRest(keyOf: () => string, monotonic: () => number): () => number {
  let key: string | undefined;
  let since = 0;
  return () => {
    const now = monotonic();
    const next = keyOf();
    if (next !== key) {
      key = next;
      since = now;
    }
    return now - since;
  };
}
