const everyMs = 2_000;

/** Looks every other second whether another instance has put a newer catalogue in force, and whether a change is to be spread. */
export function watchCatalogue(look: () => Promise<void>, onFailure: (error: unknown) => void): () => void {
  const timer = setInterval(() => void look().catch(onFailure), everyMs);
  return () => {
    clearInterval(timer);
  };
}
