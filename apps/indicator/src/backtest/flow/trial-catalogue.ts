import { err, ok, type Result } from '@xiaomai/kernel';
import type { PackFault } from '@xiaomai/packs';
import { carriedBy } from '../../catalogue/domain/carried.ts';
import { makeCatalogue, type Carried, type Catalogue, type Pack } from '../../catalogue/domain/catalogue.ts';
import type { CatalogueStore, PackFile } from '../../catalogue/flow/load-catalogue.ts';
import type { Both } from '../domain/looked-at.ts';

/** What making a catalogue on trial needs. */
export type TrialPorts = {
  readonly catalogue: () => Catalogue;
  readonly store: Pick<CatalogueStore, 'read'>;
  /** Reads packs beside other work; or every fault of all of them. */
  readonly parse: (files: readonly PackFile[]) => Promise<Result<readonly Pack[], readonly PackFault[]>>;
};

/** The catalogue in force and the one that is tried, with the ids of the packs that were given. */
export type Trial = Both<Catalogue> & { readonly packs: ReadonlySet<string> };

const byName = (a: PackFile, b: PackFile): number => (a.name < b.name ? -1 : 1);

/** Puts given pack files in the place of those in force; or every fault that the whole would have. */
export async function trialCatalogue(
  given: readonly PackFile[],
  { catalogue, store, parse }: TrialPorts,
): Promise<Result<Trial, readonly PackFault[]>> {
  const before = catalogue();
  const names = new Set(given.map(({ name }) => name));
  const stored = (await store.read(before.version))?.files ?? [];
  const files = [...stored.filter(({ name }) => !names.has(name)), ...given].sort(byName);
  const packs = await parse(files);
  if (!packs.ok) return err(packs.reason);
  const ids = new Set([...names].map((name) => name.replace(/\.yaml$/, '')));
  const after = makeCatalogue(before.version + 1, packs.value, { carried: carriedAfter(before, packs.value) });
  return ok({ before, after, packs: ids });
}

const carriedAfter = (before: Catalogue, packs: readonly Pack[]): Carried => {
  const plans = [...before.datasets.values()];
  const had = plans.map(({ id, kept }) => ({ dataset: id, indicators: kept }));
  return carriedBy(
    had,
    plans,
    packs.flatMap(({ datasets }) => datasets),
  );
};
