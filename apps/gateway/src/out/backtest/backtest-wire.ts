import {
  Arrival as WireArrivalKind,
  type BacktestArrival as WireArrival,
  type BacktestArrivals as WireArrivals,
  type BacktestChange as WireChange,
  type BacktestCounts as WireCounts,
  type BacktestResponse,
  type BacktestResult as WireResult,
} from '@xiaomai/contracts/backtest';
import type { Target as WireTarget } from '@xiaomai/contracts/catalogue';
import type { VerdictItem } from '@xiaomai/contracts/scorecard';
import type {
  Arrival,
  BacktestArrival,
  BacktestChange,
  BacktestCounts,
  BacktestLine,
  BacktestResult,
} from '@xiaomai/gateway-api/backtest';
import type { Target } from '@xiaomai/gateway-api/catalogue';
import type { ScorecardItem } from '@xiaomai/gateway-api/scorecard';

import { dueFromWire, targetFromWire } from '../wire/catalogue.ts';
import { severityNames, verdictNames } from '../wire/enum-names.ts';
import { instantOrNull } from '../wire/figure.ts';
import { itemFromWire } from '../wire/scorecard.ts';

const itemOrNull = (item: VerdictItem | undefined): ScorecardItem | null =>
  item === undefined ? null : itemFromWire(item, null);
const targetOrNull = (target: WireTarget | undefined): Target | null =>
  target === undefined ? null : targetFromWire(target);

const changeFromWire = ({ before, after, ...change }: WireChange): BacktestChange => ({
  kind: 'change',
  ...change,
  before: itemOrNull(before),
  after: itemOrNull(after),
});

const countsFromWire = (counts: WireCounts | undefined): BacktestCounts => ({
  judged: counts?.judged ?? 0,
  changed: counts?.changed ?? 0,
  transitions: (counts?.transitions ?? []).map(({ before, after, count }) => ({
    ...{ before: verdictNames[before], after: verdictNames[after], count },
  })),
});

const arrivals: Readonly<Record<WireArrivalKind, Arrival>> = {
  [WireArrivalKind.UNSPECIFIED]: 'not-due',
  [WireArrivalKind.NOT_DUE]: 'not-due',
  [WireArrivalKind.IN_TIME]: 'in-time',
  [WireArrivalKind.LATE]: 'late',
  [WireArrivalKind.MISSING]: 'missing',
};

const arrivalFromWire = ({ before, after, dueBefore, dueAfter, receivedAt, ...of }: WireArrival): BacktestArrival => ({
  ...{ kind: 'arrival', ...of, receivedAt: instantOrNull(receivedAt) },
  before: { arrival: arrivals[before], dueAt: instantOrNull(dueBefore) },
  after: { arrival: arrivals[after], dueAt: instantOrNull(dueAfter) },
});

const arrivalsFromWire = (came: WireArrivals): BacktestResult['arrivals'][number] => ({
  ...{ dataset: came.dataset, name: came.datasetName, judged: came.judged, changed: came.changed },
  ...{ before: dueFromWire(came.dueBefore), after: dueFromWire(came.dueAfter) },
  transitions: came.transitions.map(({ before, after, count }) => ({
    ...{ before: arrivals[before], after: arrivals[after], count },
  })),
});

type WireLevels = { readonly units: WireCounts | undefined; readonly rollups: WireCounts | undefined };

const levels = ({ units, rollups }: WireLevels): Pick<BacktestResult['groups'][number], 'units' | 'rollups'> => ({
  units: countsFromWire(units),
  rollups: countsFromWire(rollups),
});

const resultFromWire = ({ targets, groups, alerts, arrivals: came, ...result }: WireResult): BacktestResult => ({
  kind: 'result',
  ...result,
  targets: targets.map(({ indicator, indicatorName: name, before, after, ...counts }) => ({
    ...{ indicator, name, before: targetOrNull(before), after: targetOrNull(after), ...levels(counts) },
  })),
  groups: groups.map(({ group, name, ...counts }) => ({ group, name, ...levels(counts) })),
  alerts: alerts.map(({ severity, openedBefore, openedAfter, resolvedBefore, resolvedAfter }) => ({
    severity: severityNames[severity] ?? 'notice',
    opened: { before: openedBefore, after: openedAfter },
    resolved: { before: resolvedBefore, after: resolvedAfter },
  })),
  arrivals: came.map(arrivalsFromWire),
});

/** The lines that a message stands for. */
export function linesFromWire({
  progress,
  changes,
  arrivals: came,
  result,
}: BacktestResponse): readonly BacktestLine[] {
  return [
    ...(progress === undefined ? [] : [{ kind: 'progress' as const, ...progress }]),
    ...changes.map(changeFromWire),
    ...came.map(arrivalFromWire),
    ...(result === undefined ? [] : [resultFromWire(result)]),
  ];
}
