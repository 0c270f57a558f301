import { parsePeriod } from '@xiaomai/period';
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

type CardKey = { readonly orgUnit: string; readonly dataset: string; readonly period: string };

/** What spreading needs from outside. */
export type SpreadCataloguePorts = {
  readonly store: CatalogueSpreadStore;
  readonly catalogue: () => Catalogue;
  /** Every unit that may have scorecards. */
  readonly units: () => readonly string[];
  readonly cardsOf: (units: readonly string[]) => Promise<readonly CardKey[]>;
  /** Asks the owner of each card to judge it anew. Resolves when that is acknowledged. */
  readonly request: (
    requests: readonly (CardKey & { readonly cause: string; readonly reason: string })[],
  ) => Promise<void>;
  readonly now: () => number;
  /** Lets what schools push go first, after each portion that asked for something. */
  readonly pause: () => Promise<void>;
};

/** Told twice: the second time when nothing that was judged under the version before can be on its way any more. */
export const mostRounds = 2;
const restMs = 30_000;
const leaseMs = 20_000;
const unitsAtOnce = 64;

/** Whether a scorecard may be judged otherwise. */
export function concerns({ datasets }: Catalogue, changes: readonly Rereading[]): (card: CardKey) => boolean {
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

async function tellOf(one: UnspreadCatalogue, ports: SpreadCataloguePorts): Promise<void> {
  const isConcerned = concerns(ports.catalogue(), one.changes);
  const units = ports.units();
  for (let from = 0; from < units.length; from += unitsAtOnce) {
    const cards = (await ports.cardsOf(units.slice(from, from + unitsAtOnce))).filter(isConcerned);
    const asked = { cause: `catalogue@${String(one.version)}`, reason: one.reason };
    if (cards.length > 0) await ports.request(cards.map((card) => ({ ...card, ...asked })));
    await ports.store.renew(one, ports.now() + leaseMs);
    if (cards.length > 0 && from + unitsAtOnce < units.length) await ports.pause();
  }
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
