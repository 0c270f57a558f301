import { parsePeriod } from '@xiaomai/period';
import type { Affected } from '../domain/affected.ts';
import { askInPortions, type AskPorts, type StoredCard } from './ask-in-portions.ts';

/** A version of the tree of whose effects the owners of the scorecards have not heard (often enough). */
export type Unspread = {
  readonly version: number;
  readonly reason: string;
  readonly affected: readonly Affected[];
  /** How often they were told already. */
  readonly rounds: number;
};

/** Versions that are still to be spread. A claim holds until its time is over, then another may take over. */
export type SpreadStore = {
  readonly due: (now: number) => Promise<readonly Unspread[]>;
  /** False when another has it. */
  readonly claim: (one: Unspread, claim: { readonly now: number; readonly until: number }) => Promise<boolean>;
  /** Holds the claim for longer. */
  readonly renew: (one: Unspread, until: number) => Promise<void>;
  /** One more round is done; the next is due then. */
  readonly finish: (one: Unspread, nextDueAt: number) => Promise<void>;
};

/** What spreading needs from outside. */
export type SpreadPorts = AskPorts & {
  readonly store: SpreadStore;
  readonly now: () => number;
  readonly crashPoint: (name: string) => void;
};

/** Tells of a second round after any write that was decided under the tree before must have ended. */
export const restMs = 30_000;
export const mostRounds = 2;
const leaseMs = 20_000;

const endOf = (period: string): string => {
  const parsed = parsePeriod(period);
  return parsed.ok ? parsed.value.end : '';
};

function tellOf(one: Unspread, ports: SpreadPorts): Promise<void> {
  const since = new Map(one.affected.map((unit) => [unit.id, unit.since]));
  const asking = {
    units: [...since.keys()],
    isConcerned: ({ orgUnit, period }: StoredCard) => endOf(period) >= (since.get(orgUnit) ?? ''),
    why: { cause: `tree@${one.version}`, reason: one.reason },
    onPortion: () => ports.store.renew(one, ports.now() + leaseMs),
  };
  return askInPortions(asking, ports);
}

/** Asks for every stored scorecard that a change of the tree has moved to be judged anew by its owner: at once, and once more when
 *  nothing that was decided under the tree before can be on its way any more. After a crash it begins again: whoever is asked
 *  twice finds nothing to change. */
export function spreadChanges(ports: SpreadPorts): () => Promise<void> {
  return async () => {
    const now = ports.now();
    for (const one of await ports.store.due(now)) {
      if (!(await ports.store.claim(one, { now, until: now + leaseMs }))) continue;
      await tellOf(one, ports);
      ports.crashPoint('indicator.after-spread');
      await ports.store.finish(one, ports.now() + restMs);
    }
  };
}
