import type { StoredAlert, StoredRollup, StoredScorecard } from '../domain/compare/stored.ts';
import type { CatalogueExport } from '../domain/recount/catalogue.ts';
import type { Revision } from '../domain/recount/ledger.ts';
import type { OrgUnit } from '../domain/recount/tree.ts';

/** Everything stored, as an administrator may export it. */
export type Exports = {
  readonly catalogue: () => Promise<CatalogueExport>;
  readonly orgUnits: () => AsyncIterable<OrgUnit>;
  readonly submissions: () => AsyncIterable<Revision>;
  readonly scorecards: () => AsyncIterable<{ readonly scorecard: StoredScorecard } | { readonly rollup: StoredRollup }>;
  readonly alerts: () => AsyncIterable<StoredAlert>;
};
