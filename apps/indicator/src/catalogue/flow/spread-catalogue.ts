import { parsePeriod } from '@xiaomai/period';
import type { StoredCard } from '../../org-tree/flow/ask-in-portions.ts';
import { spreading, type SpreadPorts, type Unspread } from '../../org-tree/flow/spread.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Rereading } from '../domain/rereading.ts';

/** A version of the catalogue, with what it reads otherwise. */
export type UnspreadCatalogue = Unspread & { readonly changes: readonly Rereading[] };

/** What spreading needs from outside. */
export type SpreadCataloguePorts = SpreadPorts<UnspreadCatalogue> & {
  readonly catalogue: () => Catalogue;
  /** Every unit that may have scorecards. */
  readonly units: () => readonly string[];
};

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

/** Asks for every stored scorecard that a new catalogue may judge otherwise to be judged anew. */
export function spreadCatalogue(ports: SpreadCataloguePorts): () => Promise<void> {
  return spreading(ports, ({ version, changes }) => {
    const catalogue = ports.catalogue();
    if (version > catalogue.version) return undefined;
    return { units: ports.units(), isConcerned: concerns(catalogue, changes), cause: `catalogue@${String(version)}` };
  });
}
