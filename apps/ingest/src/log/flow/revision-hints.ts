/** Remembers of some submissions that they have several revisions, and how many at least. */
export type RevisionHints = {
  /** A revision that exists for certain, so that reading can start there. */
  readonly get: (id: string) => number | undefined;
  readonly note: (revision: { readonly id: string; readonly revision: number }) => void;
};

const mostRemembered = 20_000;

/** Makes an empty memory. First revisions are not remembered: there are too many of them. */
export function revisionHints(): RevisionHints {
  const hints = new Map<string, number>();
  return {
    get: (id) => hints.get(id),
    note: ({ id, revision }) => {
      if (revision < 2) return;
      if (hints.size >= mostRemembered) hints.clear();
      hints.set(id, Math.max(revision, hints.get(id) ?? 0));
    },
  };
}
