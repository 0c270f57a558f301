import { Condition as WireCondition, Handling as WireHandling, Verb } from '@xiaomai/contracts/alert';
import {
  Aggregation,
  Comparator as WireComparator,
  IndicatorKind,
  Severity as WireSeverity,
} from '@xiaomai/contracts/catalogue';
import { ReportingState, Verdict as WireVerdict } from '@xiaomai/contracts/scorecard';
import type { AlertVerb, Condition, Handling } from '@xiaomai/gateway-api/alert';
import type { Indicator } from '@xiaomai/gateway-api/catalogue';
import type { Comparator, Severity, Verdict } from '@xiaomai/gateway-api/scalar';

/** Names of the public API for the numbers of the wire. */
export const verdictNames: Record<WireVerdict, Verdict> = {
  [WireVerdict.UNSPECIFIED]: 'no-data',
  [WireVerdict.MET]: 'met',
  [WireVerdict.AT_RISK]: 'at-risk',
  [WireVerdict.BREACHED]: 'breached',
  [WireVerdict.NO_DATA]: 'no-data',
  [WireVerdict.NOT_APPLICABLE]: 'not-applicable',
};

/** Null: there is no target. */
export const comparatorNames: Record<WireComparator, Comparator | null> = {
  [WireComparator.UNSPECIFIED]: null,
  [WireComparator.AT_LEAST]: 'at-least',
  [WireComparator.AT_MOST]: 'at-most',
  [WireComparator.ABOVE]: 'above',
  [WireComparator.BELOW]: 'below',
  [WireComparator.EQUALS]: 'equals',
  [WireComparator.RANGE]: 'range',
  [WireComparator.ZERO]: 'zero',
  [WireComparator.NON_DECREASING]: 'non-decreasing',
  [WireComparator.NON_INCREASING]: 'non-increasing',
  [WireComparator.AT_LEAST_OTHER]: 'at-least-other',
  [WireComparator.AT_MOST_OTHER]: 'at-most-other',
  [WireComparator.ORDERED]: 'ordered',
  [WireComparator.ONCE_BEFORE]: 'once-before',
};

/** Null: there is no target. */
export const severityNames: Record<WireSeverity, Severity | null> = {
  [WireSeverity.UNSPECIFIED]: null,
  [WireSeverity.NOTICE]: 'notice',
  [WireSeverity.WARNING]: 'warning',
  [WireSeverity.MAJOR]: 'major',
  [WireSeverity.CRITICAL]: 'critical',
};

export const kindNames: Record<IndicatorKind, Indicator['kind']> = {
  [IndicatorKind.UNSPECIFIED]: 'count',
  [IndicatorKind.RATIO]: 'ratio',
  [IndicatorKind.COUNT]: 'count',
  [IndicatorKind.AMOUNT]: 'amount',
  [IndicatorKind.SCORE]: 'score',
  [IndicatorKind.MILESTONE]: 'milestone',
  [IndicatorKind.OPEN_ITEMS]: 'open-items',
  [IndicatorKind.CHECKLIST]: 'checklist',
};

export const aggregationNames: Record<Aggregation, Indicator['aggregation']> = {
  [Aggregation.UNSPECIFIED]: 'none',
  [Aggregation.RATIO_OF_SUMS]: 'ratio-of-sums',
  [Aggregation.UNITS_MET]: 'units-met',
  [Aggregation.SUM]: 'sum',
  [Aggregation.MEAN]: 'mean',
  [Aggregation.MAX]: 'max',
  [Aggregation.LATEST]: 'latest',
  [Aggregation.NONE]: 'none',
};

export const conditionNames: Record<WireCondition, Condition> = {
  [WireCondition.UNSPECIFIED]: 'no-data',
  [WireCondition.PENDING]: 'pending',
  [WireCondition.FIRING]: 'firing',
  [WireCondition.RESOLVED]: 'resolved',
  [WireCondition.NO_DATA]: 'no-data',
};

export const handlingNames: Record<WireHandling, Handling> = {
  [WireHandling.UNSPECIFIED]: 'new',
  [WireHandling.NEW]: 'new',
  [WireHandling.ACKNOWLEDGED]: 'acknowledged',
  [WireHandling.ASSIGNED]: 'assigned',
  [WireHandling.RECTIFYING]: 'rectifying',
  [WireHandling.IN_REVIEW]: 'in-review',
  [WireHandling.CLOSED]: 'closed',
};

/** Numbers of the wire for the names of the public API. */
export const wireConditions: Record<Condition, WireCondition> = {
  pending: WireCondition.PENDING,
  firing: WireCondition.FIRING,
  resolved: WireCondition.RESOLVED,
  'no-data': WireCondition.NO_DATA,
};

export const wireHandlings: Record<Handling, WireHandling> = {
  new: WireHandling.NEW,
  acknowledged: WireHandling.ACKNOWLEDGED,
  assigned: WireHandling.ASSIGNED,
  rectifying: WireHandling.RECTIFYING,
  'in-review': WireHandling.IN_REVIEW,
  closed: WireHandling.CLOSED,
};

export const wireSeverities: Record<Severity, WireSeverity> = {
  notice: WireSeverity.NOTICE,
  warning: WireSeverity.WARNING,
  major: WireSeverity.MAJOR,
  critical: WireSeverity.CRITICAL,
};

export const wireVerbs: Record<AlertVerb, Verb> = {
  acknowledge: Verb.ACKNOWLEDGE,
  assign: Verb.ASSIGN,
  start: Verb.START,
  submit: Verb.SUBMIT,
  approve: Verb.APPROVE,
  return: Verb.RETURN,
  close: Verb.CLOSE,
  reopen: Verb.REOPEN,
  comment: Verb.COMMENT,
};

export const wireReportingStates: Record<'all' | 'failing' | 'missing' | 'late' | 'doubtful', ReportingState> = {
  all: ReportingState.ALL,
  failing: ReportingState.FAILING,
  missing: ReportingState.MISSING,
  late: ReportingState.LATE,
  doubtful: ReportingState.DOUBTFUL,
};
