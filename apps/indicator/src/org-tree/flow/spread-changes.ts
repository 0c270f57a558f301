import { parsePeriod } from '@xiaomai/period';
import type { Affected } from '../domain/affected.ts';

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

/** A stored scorecard. */
export type StoredCard = { readonly orgUnit: string; readonly dataset: string; readonly period: string };

/** A scorecard to be judged anew, and why. */
export type TreeRequest = StoredCard & { readonly cause: string; readonly reason: string };

/** What spreading needs from outside. */
export type SpreadPorts = {
  readonly store: SpreadStore;
  /** Every stored scorecard of some org units. */
  readonly cardsOf: (units: readonly string[]) => Promise<readonly StoredCard[]>;
  /** Asks the owner of each card to judge it anew. Resolves when that is acknowledged. */
  readonly request: (requests: readonly TreeRequest[]) => Promise<void>;
  readonly now: () => number;
  /** Lets what schools push go first, after each portion that asked for something. */
  readonly pause: () => Promise<void>;
  readonly crashPoint: (name: string) => void;
};

/** Tells of a second round after any write that was decided under the tree before must have ended. */
export const restMs = 30_000;
export const mostRounds = 2;
const leaseMs = 20_000;
const unitsAtOnce = 64;

const endOf = (period: string): string => {
  const parsed = parsePeriod(period);
  return parsed.ok ? parsed.value.end : '';
};

async function tellOf(one: Unspread, ports: SpreadPorts): Promise<void> {
  for (let from = 0; from < one.affected.length; from += unitsAtOnce) {
    const units = one.affected.slice(from, from + unitsAtOnce);
    const since = new Map(units.map((unit) => [unit.id, unit.since]));
    const cards = await ports.cardsOf([...since.keys()]);
    const moved = cards.filter(({ orgUnit, period }) => endOf(period) >= (since.get(orgUnit) ?? ''));
    await ports.request(moved.map((card) => ({ ...card, cause: `tree@${one.version}`, reason: one.reason })));
    await ports.store.renew(one, ports.now() + leaseMs);
    if (moved.length > 0 && from + unitsAtOnce < one.affected.length) await ports.pause();
  }
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
