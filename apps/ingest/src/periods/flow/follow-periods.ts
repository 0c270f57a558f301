import { closingFor, decisionsOf, type Decisions, type PeriodKey, type Standing } from '../domain/closing.ts';
import type { PeriodStore } from './period-store.ts';

/** What is decided, as far as it has been heard of. */
export type FollowedPeriods = {
  readonly closingFor: (key: PeriodKey, path: string) => Standing | undefined;
  /** Looks whether something has been decided since. */
  readonly follow: () => Promise<void>;
};

// A crash between a decision and its new version leaves the decision untold: it is found by then.
const looksUntilReload = 60;

/** Follows the decisions of all instances: a small read each time, all of them when something has changed. */
export function followPeriods(store: Pick<PeriodStore, 'version' | 'all'>): FollowedPeriods {
  let decisions: Decisions = new Map();
  let known = -1;
  let looks = 0;
  return {
    closingFor: (key, path) => closingFor(decisions, key, path),
    follow: async () => {
      const version = await store.version();
      looks += 1;
      if (version === known && looks < looksUntilReload) return;
      decisions = decisionsOf(await store.all());
      known = version;
      looks = 0;
    },
  };
}
