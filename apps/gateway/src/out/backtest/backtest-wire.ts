import type {
  BacktestChange as WireChange,
  BacktestCounts as WireCounts,
  BacktestResponse,
  BacktestResult as WireResult,
} from '@xiaomai/contracts/backtest';
import type { Target as WireTarget } from '@xiaomai/contracts/catalogue';
import type { VerdictItem } from '@xiaomai/contracts/scorecard';
import type { BacktestChange, BacktestCounts, BacktestLine, BacktestResult } from '@xiaomai/gateway-api/backtest';
import type { Target } from '@xiaomai/gateway-api/catalogue';
import type { ScorecardItem } from '@xiaomai/gateway-api/scorecard';

import { targetFromWire } from '../wire/catalogue.ts';
import { severityNames, verdictNames } from '../wire/enum-names.ts';
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

type WireLevels = { readonly units: WireCounts | undefined; readonly rollups: WireCounts | undefined };

const levels = ({ units, rollups }: WireLevels): Pick<BacktestResult['groups'][number], 'units' | 'rollups'> => ({
  units: countsFromWire(units),
  rollups: countsFromWire(rollups),
});

const resultFromWire = ({ targets, groups, alerts, ...result }: WireResult): BacktestResult => ({
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
});

/** The lines that a message stands for. */
export function linesFromWire({ progress, changes, result }: BacktestResponse): readonly BacktestLine[] {
  return [
    ...(progress === undefined ? [] : [{ kind: 'progress' as const, ...progress }]),
    ...changes.map(changeFromWire),
    ...(result === undefined ? [] : [resultFromWire(result)]),
  ];
}
