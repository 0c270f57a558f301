import type {
  ChildView,
  GetScorecardResponse,
  GroupView,
  ListReportingResponse,
  RollupCell,
  RollupChanged,
  ScorecardView,
  SeriesPoint as WirePoint,
  TraceStep as WireStep,
  VerdictItem,
} from '@xiaomai/contracts/scorecard';
import { findingsOf } from '@xiaomai/gateway-api/finding';
import { gapText } from '@xiaomai/gateway-api/figure';
import type {
  Scorecard,
  ScorecardGroup,
  ScorecardItem,
  ScorecardPage,
  UnitCounts,
  UnitScorecard,
} from '@xiaomai/gateway-api/scorecard';
import type { ScorecardChanged, ScorecardChangedItem } from '@xiaomai/gateway-api/stream';
import type { TraceStep } from '@xiaomai/gateway-api/trace';

import { comparatorNames, severityNames, verdictNames } from './enum-names.ts';
import { figureFromWire, instantOrNull, textOrNull } from './figure.ts';

const countsFromWire = ({ met, atRisk, breached, noData, notApplicable }: RollupCell): UnitCounts => ({
  met,
  atRisk,
  breached,
  noData,
  notApplicable,
});

/** A judged figure with its words. */
export function itemFromWire(item: VerdictItem, judgedAt: string | null, units?: RollupCell): ScorecardItem {
  const figure = figureFromWire(item);
  const comparator = comparatorNames[item.comparator];
  return {
    indicator: item.indicator,
    name: item.indicatorName,
    pack: item.pack,
    unit: item.unit,
    verdict: verdictNames[item.verdict],
    ...figure,
    target: comparator === 'zero' ? '0' : textOrNull(item.targetValue),
    targetId: textOrNull(item.target),
    comparator,
    gap: gapText(figure.value, comparator, item.targetValue),
    severity: severityNames[item.severity],
    reason: item.reason,
    ...(judgedAt === null ? {} : { judgedAt }),
    ...(units === undefined ? {} : { units: countsFromWire(units) }),
  };
}

const groupFromWire = (isLeaf: boolean, { group, name, verdict, members, met, judged }: GroupView): ScorecardGroup => ({
  group,
  name,
  verdict: verdictNames[verdict],
  members,
  ...(isLeaf ? {} : { met, judged }),
});

type Arrival = Pick<Scorecard, 'missing' | 'late' | 'dueAt' | 'missingUnits' | 'lateUnits'>;

// Only a reporting unit is due, missing or late itself; a rollup counts those below.
function arrivalFromWire({ revision, missing, late, dueAt, missingUnits, lateUnits }: ScorecardView): Arrival {
  return revision > 0 || missing ? { missing, late, dueAt: instantOrNull(dueAt) } : { missingUnits, lateUnits };
}

export function scorecardFromWire(view: ScorecardView): Scorecard {
  const isLeaf = view.counts.length === 0 && view.revision > 0;
  const units = new Map(view.counts.map((cell) => [cell.indicator, cell]));
  const judgedAt = instantOrNull(view.judgedAt);
  return {
    dataset: view.dataset,
    period: view.period,
    version: view.version,
    ...(isLeaf ? { revision: view.revision } : {}),
    receivedAt: instantOrNull(view.receivedAt),
    judgedAt,
    coverage: { reported: view.reported, expected: view.expected },
    ...arrivalFromWire(view),
    items: view.items.map((item) => itemFromWire(item, judgedAt, units.get(item.indicator))),
    groups: view.groups.map((group) => groupFromWire(isLeaf, group)),
    ...(isLeaf ? { findings: findingsOf(view.findings) } : { findingCounts: view.findingCounts }),
    ...(view.watchesOutliers ? { watchesOutliers: true } : {}),
  };
}

export const unitFromWire = ({ orgUnit, name, type, scorecard }: ChildView): UnitScorecard => ({
  orgUnit,
  name,
  type,
  scorecard: scorecard === undefined ? null : scorecardFromWire(scorecard),
});

/** A page of units. */
export const unitsFromWire = ({
  units,
  next,
}: ListReportingResponse): { items: UnitScorecard[]; next: string | null } => ({
  items: units.map(unitFromWire),
  next: textOrNull(next),
});

/** Everything of one unit in one period. */
export const pageFromWire = (found: GetScorecardResponse, period: string): ScorecardPage => ({
  ...{ orgUnit: found.orgUnit, name: found.orgName, type: found.type, period },
  scorecards: found.scorecards.map(scorecardFromWire),
  ...(found.failing === undefined ? {} : { failing: unitsFromWire(found.failing) }),
  ...(found.missing === undefined ? {} : { missing: unitsFromWire(found.missing) }),
});

export const pointFromWire = ({ period, item }: WirePoint): { period: string; item: ScorecardItem | null } => ({
  period,
  item: item === undefined ? null : itemFromWire(item, null),
});

export const stepFromWire = (step: WireStep): TraceStep => ({
  orgUnit: step.orgUnit,
  name: step.name,
  submission: step.submission,
  revision: step.revision,
  receivedAt: instantOrNull(step.receivedAt),
  ...figureFromWire(step),
  verdict: verdictNames[step.verdict],
});

const changedItemFromWire = (cell: RollupCell): ScorecardChangedItem => ({
  indicator: cell.indicator,
  verdict: verdictNames[cell.verdict],
  ...figureFromWire(cell),
  targetId: textOrNull(cell.target),
  units: countsFromWire(cell),
});

export const changeFromWire = (rollup: NonNullable<RollupChanged['rollup']>): ScorecardChanged => ({
  orgUnit: rollup.orgUnit,
  parent: textOrNull(rollup.parent),
  dataset: rollup.dataset,
  period: rollup.period,
  version: rollup.version,
  reported: rollup.reported,
  receivedAt: instantOrNull(rollup.receivedAt),
  judgedAt: instantOrNull(rollup.rolledAt),
  items: rollup.cells.map(changedItemFromWire),
  groups: rollup.groups.map(({ group, verdict, met, judged }) => ({
    group,
    verdict: verdictNames[verdict],
    met,
    judged,
  })),
});
