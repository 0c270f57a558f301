import { nothingDone, type DueLease, type DueProgress, type DueProgressStore } from './due-progress.ts';

type Kept = { readonly progress: DueProgress; readonly lease: DueLease };

/** Progress in memory: for tests, with the same promises as the database. */
export function memoryDueProgress(): DueProgressStore {
  const kept = new Map<string, Kept>();
  return {
    read: (datasets) => Promise.resolve(datasets.flatMap((dataset) => kept.get(dataset)?.progress ?? [])),
    claim: (dataset, lease, now) => {
      const { progress, lease: held } = kept.get(dataset) ?? { progress: nothingDone(dataset), lease: undefined };
      if (held !== undefined && held.until > now && held.owner !== lease.owner) return Promise.resolve(undefined);
      kept.set(dataset, { progress, lease });
      return Promise.resolve(progress);
    },
    save: (progress, lease) => {
      const isMine = kept.get(progress.dataset)?.lease.owner === lease.owner;
      if (isMine) kept.set(progress.dataset, { progress, lease });
      return Promise.resolve(isMine);
    },
  };
}
