const everyMs = 1_000;

/** Looks every second whether another instance has changed the tree and whether a change is to be spread; a failure is told and
 *  the next look comes. */
export function watchOrgTree(look: () => Promise<void>, onFailure: (error: unknown) => void): () => void {
  const timer = setInterval(() => void look().catch(onFailure), everyMs);
  return () => {
    clearInterval(timer);
  };
}
