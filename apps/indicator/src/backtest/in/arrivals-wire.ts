import { Arrival as ArrivalMessage, type BacktestArrival, type BacktestArrivals } from '@xiaomai/contracts/backtest';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { dueToWire } from '../../catalogue/in/catalogue.rpc.ts';
import { nearestPlace, type OrgTree } from '../../org-tree/domain/org-tree.ts';
import { periodEnd } from '../../scorecards/flow/read-scorecards.ts';
import type { Arrival, ArrivalTally, ChangedArrival } from '../domain/arrivals.ts';
import type { Both } from '../domain/looked-at.ts';

const arrivals: Record<Arrival, ArrivalMessage> = {
  'not-due': ArrivalMessage.NOT_DUE,
  'in-time': ArrivalMessage.IN_TIME,
  late: ArrivalMessage.LATE,
  missing: ArrivalMessage.MISSING,
};

/** A submission that would have come otherwise, as it travels. */
export const arrivalMessage = (tree: OrgTree, { before, after, ...arrival }: ChangedArrival): BacktestArrival => ({
  ...arrival,
  orgName: nearestPlace(tree, arrival.orgUnit, periodEnd(arrival.period))?.nameZh ?? arrival.orgUnit,
  ...{ before: arrivals[before.arrival], after: arrivals[after.arrival] },
  ...{ dueBefore: before.dueAt, dueAfter: after.dueAt },
});

/** How the submissions of a dataset came, as it travels. */
export const arrivalsMessage = (
  { before, after }: Both<Catalogue>,
  { dataset, due, judged, changed, transitions }: ArrivalTally,
): BacktestArrivals => ({
  ...{ dataset, judged, changed },
  datasetName: (after.datasets.get(dataset) ?? before.datasets.get(dataset))?.nameZh ?? dataset,
  dueBefore: due.before && dueToWire(due.before),
  dueAfter: due.after && dueToWire(due.after),
  transitions: transitions.map((one) => ({
    ...{ before: arrivals[one.before], after: arrivals[one.after], count: one.count },
  })),
});
