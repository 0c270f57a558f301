import type { StoredAlert, StoredRollup, StoredScorecard } from '../domain/compare/stored.ts';
import type { CatalogueExport } from '../domain/rules/catalogue.ts';
import type { OrgUnit } from '../domain/rules/tree.ts';
import type { Revision } from '../domain/units/book.ts';
import type { StoredHazard, StoredRound } from '../domain/units/hazard-ledger.ts';

/** Everything stored, as an administrator may export it. */
export type Exports = {
  readonly catalogue: () => Promise<CatalogueExport>;
  readonly orgUnits: () => AsyncIterable<OrgUnit>;
  readonly submissions: () => AsyncIterable<Revision>;
  readonly scorecards: () => AsyncIterable<{ readonly scorecard: StoredScorecard } | { readonly rollup: StoredRollup }>;
  readonly alerts: () => AsyncIterable<StoredAlert>;
  readonly hazards: () => AsyncIterable<StoredHazard>;
  readonly rounds: () => AsyncIterable<StoredRound>;
};
