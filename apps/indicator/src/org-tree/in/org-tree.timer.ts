const everyMs = 1_000;

/** Looks every second whether another instance has changed the tree; a failure is told and the next look comes. */
export function pollOrgTree(refresh: () => Promise<void>, onFailure: (error: unknown) => void): () => void {
  const timer = setInterval(() => void refresh().catch(onFailure), everyMs);
  return () => {
    clearInterval(timer);
  };
}
