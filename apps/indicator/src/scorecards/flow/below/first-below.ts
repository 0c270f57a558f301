import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import type { OrgTree, OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { pageOf, type Page } from '../read-scorecards.ts';
import type { ScorecardView, UnitView } from '../view-scorecards.ts';
import type { Below } from './expected.ts';
import type { ListReporting } from './list-reporting.ts';

/** The first failing and the first missing units below one. */
export type FirstBelow = { readonly failing: Page<UnitView>; readonly missing: Page<UnitView> };

/** How many of each; dataset empty: the only one there is. */
export type AskedBelow = Below & { readonly below: number };

type Ports = {
  readonly catalogue: () => Catalogue;
  readonly tree: () => OrgTree;
  readonly list: Pick<ListReporting, 'first'>;
  readonly viewsOf: (units: readonly OrgUnit[], below: Below) => Promise<readonly UnitView[]>;
};
/** What stands while it is remembered. */
type Standing = { readonly edition: number; readonly tree: OrgTree; readonly catalogue: Catalogue };
type Of = { readonly unit: OrgUnit; readonly views: readonly ScorecardView[] };

const mostRemembered = 32;

const isOwn = ({ counts, revision }: ScorecardView): boolean => counts.length === 0 && revision > 0;

// Who fails and who is missing is told only where one dataset is meant, and not of a unit that reports it itself.
function datasetMeant({ datasets }: Catalogue, { unit, views }: Of, dataset: string): string | undefined {
  if (views.some(isOwn)) return undefined;
  const id = dataset === '' && views.length === 1 ? (views[0]?.dataset ?? '') : dataset;
  return datasets.get(id)?.reportedBy.includes(unit.type) === false ? id : undefined;
}

/**
 * Makes the reading of who fails and who is missing, as it is told beside the scorecard of a unit that does not report itself. It is
 * remembered while the same edition of the unit's rollup is stored: as long as that stands nothing below has changed.
 */
export function firstBelow({ catalogue, tree, list, viewsOf }: Ports) {
  const remembered = new LRUCache<string, FirstBelow & Standing>({ max: mostRemembered });

  const read = async (unit: OrgUnit, { below: limit, ...below }: AskedBelow): Promise<FirstBelow> => {
    const found = await list.first(unit, below, limit);
    const first = { limit, cursor: '' };
    const pages = { failing: pageOf(found.failing, first), missing: pageOf(found.missing, first) };
    const views = await viewsOf([...pages.failing.items, ...pages.missing.items], below);
    const at = pages.failing.items.length;
    return {
      failing: { ...pages.failing, items: views.slice(0, at) },
      missing: { ...pages.missing, items: views.slice(at) },
    };
  };

  const recall = (key: string, stands: Standing): FirstBelow | undefined => {
    const known = stands.edition === 0 ? undefined : remembered.get(key);
    const isSame =
      known?.edition === stands.edition && known.tree === stands.tree && known.catalogue === stands.catalogue;
    return isSame ? known : undefined;
  };

  return async (of: Of, asked: AskedBelow): Promise<FirstBelow | undefined> => {
    const edition = asked.asIs === true ? 0 : (of.views[0]?.edition ?? 0);
    const stands = { edition, tree: tree(), catalogue: catalogue() };
    const dataset = datasetMeant(stands.catalogue, of, asked.dataset);
    if (dataset === undefined || asked.below <= 0) return undefined;
    const key = [of.unit.path, dataset, asked.period, asked.below, asked.language].join(' ');
    const known = recall(key, stands);
    if (known !== undefined) return known;
    const found = await read(of.unit, { ...asked, dataset });
    if (edition > 0) remembered.set(key, { ...found, ...stands });
    return found;
  };
}
