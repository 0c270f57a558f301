import { emptyCatalogue, type Catalogue, type Dataset, type Indicator } from '../domain/catalogue.ts';
import { emptyOrgTree, gatherPlaces, type OrgTree, type OrgUnit } from '../domain/org-tree.ts';

/** Catalogue and tree at one moment. A new value is made whenever anything in it changes. */
export type ReferenceView = {
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly units: ReadonlyMap<string, OrgUnit>;
};

/** A part of the tree as it comes: all units in several parts, the last complete; then what changes. A unit comes with all its
 *  places, in the order of their days. */
export type TreePart = { readonly version: number; readonly units: readonly OrgUnit[]; readonly complete: boolean };

/** What is remembered across restarts. */
export type ReferenceCache = {
  readonly load: () => Promise<{ readonly catalogue?: Catalogue; readonly tree?: OrgTree }>;
  readonly saveCatalogue: (catalogue: Catalogue) => Promise<void>;
  readonly saveTree: (tree: OrgTree) => Promise<void>;
};

/** The catalogue and the tree as last heard. */
export type Reference = {
  readonly view: () => ReferenceView;
  /** Whether both have been heard of, now or in an earlier life. */
  readonly known: () => boolean;
  /** Takes what an earlier life remembered. */
  readonly restore: () => Promise<void>;
  readonly takeCatalogue: (catalogue: Catalogue) => void;
  /** Begins a new hearing of the tree: the parts it is made of replace the tree once they are complete. */
  readonly hearTree: () => (part: TreePart) => void;
};

type Saving = { readonly save: () => void };

// One save at a time; whatever changes meanwhile goes with the next one.
function saving(write: () => Promise<void>, onFailure: (error: unknown) => void): Saving {
  let running = false;
  let again = false;
  const save = (): void => {
    again = running;
    if (running) return;
    running = true;
    write()
      .catch(onFailure)
      .finally(() => {
        running = false;
        if (again) save();
      });
  };
  return { save };
}

// What has been given away is not changed any more.
function hearing(take: (tree: OrgTree) => void): (part: TreePart) => void {
  let heard = new Map<string, OrgUnit>();
  let given = false;
  return ({ version, units, complete }) => {
    if (given) heard = new Map(heard);
    given = complete;
    for (const [id, unit] of gatherPlaces(units)) heard.set(id, unit);
    if (complete) take({ version, units: heard });
  };
}

/** Makes the holder of catalogue and tree; both are remembered in the cache as they change. */
export function createReference(cache: ReferenceCache, onFailure: (error: unknown) => void): Reference {
  let catalogue = emptyCatalogue;
  let tree: OrgTree | undefined; // one without units is known as well: the system begins with it
  let view: ReferenceView = { ...emptyCatalogue, units: emptyOrgTree.units };
  const catalogueSaving = saving(() => cache.saveCatalogue(catalogue), onFailure);
  const treeSaving = saving(() => cache.saveTree(tree ?? emptyOrgTree), onFailure);

  const look = (): void => {
    view = { datasets: catalogue.datasets, indicators: catalogue.indicators, units: tree?.units ?? emptyOrgTree.units };
  };

  return {
    view: () => view,
    known: () => catalogue.version > 0 && tree !== undefined,
    restore: async () => {
      ({ catalogue = catalogue, tree } = await cache.load());
      look();
    },
    takeCatalogue: (next) => {
      catalogue = next;
      look();
      catalogueSaving.save();
    },
    hearTree: () =>
      hearing((heard) => {
        tree = heard;
        look();
        treeSaving.save();
      }),
  };
}
