import { parsePeriod } from '@xiaomai/period';
import { askInPortions, type AskPorts, type StoredCard } from '../../org-tree/flow/ask-in-portions.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Rereading } from '../domain/rereading.ts';

/** A version of the catalogue of whose changes the owners of the scorecards have not heard (often enough). */
export type UnspreadCatalogue = {
  readonly version: number;
  readonly reason: string;
  readonly changes: readonly Rereading[];
  /** How often they were told already. */
  readonly rounds: number;
};

/** Versions that are still to be spread. A claim holds until its time is over, then another may take over. */
export type CatalogueSpreadStore = {
  readonly due: (now: number) => Promise<readonly UnspreadCatalogue[]>;
  /** False when another has it. */
  readonly claim: (one: UnspreadCatalogue, claim: { readonly now: number; readonly until: number }) => Promise<boolean>;
  readonly renew: (one: UnspreadCatalogue, until: number) => Promise<void>;
  /** One more round is done; the next is due then. */
  readonly finish: (one: UnspreadCatalogue, nextDueAt: number) => Promise<void>;
};

/** What spreading needs from outside. */
export type SpreadCataloguePorts = AskPorts & {
  readonly store: CatalogueSpreadStore;
  readonly catalogue: () => Catalogue;
  /** Every unit that may have scorecards. */
  readonly units: () => readonly string[];
  readonly now: () => number;
};

/** Told twice: the second time when nothing that was judged under the version before can be on its way any more. */
export const mostRounds = 2;
const restMs = 30_000;
const leaseMs = 20_000;

/** Whether a scorecard may be judged otherwise. */
export function concerns({ datasets }: Catalogue, changes: readonly Rereading[]): (card: StoredCard) => boolean {
  const ofDataset = new Map(
    [...datasets.keys()].map((id) => [id, changes.filter(({ dataset }) => dataset === id || dataset === '')]),
  );
  return ({ dataset, period }) => {
    const own = ofDataset.get(dataset) ?? [];
    const parsed = own.length === 0 ? undefined : parsePeriod(period);
    if (parsed?.ok !== true) return false;
    const { end } = parsed.value;
    return own.some(({ from, to }) => from <= end && (to === '' || end <= to));
  };
}

function tellOf(one: UnspreadCatalogue, ports: SpreadCataloguePorts): Promise<void> {
  const asking = {
    units: ports.units(),
    isConcerned: concerns(ports.catalogue(), one.changes),
    why: { cause: `catalogue@${String(one.version)}`, reason: one.reason },
    onPortion: () => ports.store.renew(one, ports.now() + leaseMs),
  };
  return askInPortions(asking, ports);
}

/**
 * Asks for every stored scorecard that a new catalogue may judge otherwise to be judged anew by its owner. After a crash it begins again:
 * whoever is asked twice finds nothing to change.
 */
export function spreadCatalogue(ports: SpreadCataloguePorts): () => Promise<void> {
  return async () => {
    const now = ports.now();
    for (const one of await ports.store.due(now)) {
      if (one.version > ports.catalogue().version) continue;
      if (!(await ports.store.claim(one, { now, until: now + leaseMs }))) continue;
      await tellOf(one, ports);
      await ports.store.finish(one, ports.now() + restMs);
    }
  };
}
