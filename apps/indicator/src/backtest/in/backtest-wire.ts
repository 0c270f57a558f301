import type { Severity } from '@xiaomai/contracts/catalogue';
import type {
  BacktestChange,
  BacktestCounts,
  BacktestResponse,
  BacktestResult,
  BacktestTarget,
  PackFault as PackFaultMessage,
} from '@xiaomai/contracts/backtest';
import type { VerdictItem } from '@xiaomai/contracts/scorecard';
import { packFaultText, type PackFault } from '@xiaomai/packs';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { severityToWire, targetToWire } from '../../catalogue/in/catalogue.rpc.ts';
import { nearestPlace, type OrgTree } from '../../org-tree/domain/org-tree.ts';
import type { Judged, Verdict } from '../../scorecards/domain/judge.ts';
import type { RollupCell } from '../../scorecards/domain/rollup.ts';
import type { Language } from '../../scorecards/domain/wording/phrases.ts';
import { describeRollupCell, describeVerdict } from '../../scorecards/flow/describe-verdict.ts';
import { periodEnd } from '../../scorecards/flow/read-scorecards.ts';
import { itemMessage, verdictMessage } from '../../scorecards/in/view-wire.ts';
import type { Both } from '../domain/looked-at.ts';
import type { Counts } from '../domain/counts.ts';
import type { AlertTally, GroupTally, TallyResult, TargetTally } from '../domain/tally.ts';
import type { BacktestOrder, BacktestPart, Change } from '../flow/backtest.ts';
import { arrivalMessage, arrivalsMessage } from './arrivals-wire.ts';

const nothing: BacktestResponse = { faults: [], progress: undefined, changes: [], arrivals: [], result: undefined };

const faultMessage = (fault: PackFault): PackFaultMessage => {
  const { file, line, column, path, code, value } = fault;
  return { file, line, column, path, code, value, zh: packFaultText(fault, 'zh'), en: packFaultText(fault, 'en') };
};

/** What is wrong in the packs as it travels. */
export const faultsMessage = (faults: readonly PackFault[]): BacktestResponse => ({
  ...nothing,
  faults: faults.map(faultMessage),
});

const isRollupCell = (cell: Judged): cell is RollupCell => 'valued' in cell;

type Told = { readonly period: string; readonly language: Language };

function itemOf(catalogue: Catalogue, cell: Judged | undefined, told: Told): VerdictItem | undefined {
  if (cell === undefined) return undefined;
  return itemMessage(
    isRollupCell(cell)
      ? describeRollupCell(catalogue, cell, { ...told, failing: cell.failing })
      : describeVerdict(catalogue, cell, told),
  );
}

/** What the names in an answer are looked up in, and the language it is told in. */
export type Names = {
  readonly tree: OrgTree;
  readonly order: BacktestOrder;
  readonly version: number;
  readonly language: Language;
};

function changeMessage({ tree, order, language }: Names, change: Change): BacktestChange {
  const { orgUnit, dataset, period, rollup, before, after } = change;
  return {
    ...{ orgUnit, dataset, period, rollup },
    orgName: nearestPlace(tree, orgUnit, periodEnd(period))?.nameZh ?? orgUnit,
    before: itemOf(order.trial.before, before, { period, language }),
    after: itemOf(order.trial.after, after, { period, language }),
  };
}

const countsMessage = ({ judged, changed, transitions }: Counts<Verdict>): BacktestCounts => ({
  ...{ judged, changed },
  transitions: transitions.map(({ before, after, count }) => ({
    ...{ before: verdictMessage(before), after: verdictMessage(after), count },
  })),
});

const nameIn = <T extends { readonly nameZh: string }>(
  { before, after }: Both<ReadonlyMap<string, T>>,
  id: string,
): string => (after.get(id) ?? before.get(id))?.nameZh ?? id;

const targetMessage = (
  { before, after }: Both<Catalogue>,
  { indicator, units, rollups, ...targets }: TargetTally,
): BacktestTarget => ({
  indicator,
  indicatorName: nameIn({ before: before.indicators, after: after.indicators }, indicator),
  before: targets.before && targetToWire(targets.before),
  after: targets.after && targetToWire(targets.after),
  units: countsMessage(units),
  rollups: countsMessage(rollups),
});

const groupMessage = ({ before, after }: Both<Catalogue>, { group, units, rollups }: GroupTally) => ({
  group,
  name: nameIn({ before: before.groups, after: after.groups }, group),
  units: countsMessage(units),
  rollups: countsMessage(rollups),
});

const alertsMessage = ({ severity, opened, resolved }: AlertTally): BacktestResult['alerts'][number] => ({
  severity: severityToWire[severity] satisfies Severity,
  ...{ openedBefore: opened.before, openedAfter: opened.after },
  ...{ resolvedBefore: resolved.before, resolvedAfter: resolved.after },
});

type Ended = { readonly datasets: readonly string[]; readonly result: TallyResult };

function resultMessage({ order, version }: Names, { datasets, result }: Ended): BacktestResult {
  const { targets, groups, alerts, arrivals, ...counts } = result;
  return {
    ...{ catalogueVersion: version, datasets: [...datasets], ...order.days, ...counts },
    targets: targets.map((one) => targetMessage(order.trial, one)),
    groups: groups.map((one) => groupMessage(order.trial, one)),
    alerts: alerts.map(alertsMessage),
    arrivals: arrivals.map((one) => arrivalsMessage(order.trial, one)),
  };
}

/** A part of the answer as it travels. */
export function partMessage(names: Names, part: BacktestPart): BacktestResponse {
  switch (part.kind) {
    case 'progress':
      return { ...nothing, progress: { done: part.done, total: part.total } };
    case 'changes':
      return { ...nothing, changes: part.changes.map((change) => changeMessage(names, change)) };
    case 'arrivals':
      return { ...nothing, arrivals: part.arrivals.map((arrival) => arrivalMessage(names.tree, arrival)) };
    case 'result':
      return { ...nothing, result: resultMessage(names, part) };
  }
}
