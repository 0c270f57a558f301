import type { Difference } from '../domain/compare/difference.ts';
import { rulesOf } from '../domain/recount/catalogue.ts';
import { createLedger, type Ledger, type Revision } from '../domain/recount/ledger.ts';
import { recount } from '../domain/recount/recount.ts';
import { treeOf, type OrgUnit, type Tree } from '../domain/recount/tree.ts';
import { compareAlerts } from './compare-alerts.ts';
import { compareCards } from './compare-cards.ts';
import type { Exports } from './exports.ts';

/** How much was compared. */
export type Compared = {
  readonly revisions: number;
  readonly submissions: number;
  readonly scorecards: number;
  readonly rollups: number;
  /** Newest valid figures, each of one indicator of one org unit. */
  readonly standings: number;
  readonly alerts: number;
};

async function readTree(orgUnits: AsyncIterable<OrgUnit>): Promise<Tree> {
  const units: OrgUnit[] = [];
  for await (const unit of orgUnits) units.push(unit);
  return treeOf(units);
}

async function readLedger(
  revisions: AsyncIterable<Revision>,
): Promise<{ readonly ledger: Ledger; readonly count: number }> {
  const ledger = createLedger();
  let count = 0;
  for await (const revision of revisions) {
    count += 1;
    ledger.add(revision);
  }
  return { ledger, count };
}

// Revisions are 1, 2, 3 …: with none missing and none twice, as many were seen as the newest one says.
function compareRevisions(ledger: Ledger): readonly Difference[] {
  return [...ledger.entries()]
    .filter(([, { revision, seen }]) => revision !== seen)
    .map(([key, { revision, seen }]) => ({
      subject: 'submission',
      key,
      field: 'revisions',
      expected: String(revision),
      stored: String(seen),
    }));
}

/** Recomputes everything from the accepted submissions and tells each field that is stored otherwise. */
export async function verify(exports: Exports, tell: (difference: Difference) => void): Promise<Compared> {
  const tellAll = (differences: readonly Difference[]): void => differences.forEach(tell);
  const rules = rulesOf(await exports.catalogue());
  const tree = await readTree(exports.orgUnits());
  const { ledger, count } = await readLedger(exports.submissions());
  tellAll(compareRevisions(ledger));
  const recounted = recount({ rules, tree, ledger });
  const submissions = [...ledger.entries()].map(([id]) => id);
  const { scorecards, rollups } = await compareCards(exports.scorecards(), { recounted, submissions }, tellAll);
  const { standings } = recounted;
  const alerts = await compareAlerts(exports.alerts(), { standings, tree }, tellAll);
  return { revisions: count, submissions: ledger.size(), scorecards, rollups, standings: standings.size, alerts };
}
