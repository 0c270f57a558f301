import { Condition, Handling, type Alert } from '@xiaomai/contracts/alert';
import { Comparator, Severity } from '@xiaomai/contracts/catalogue';
import { alertId, type Episode } from '../domain/alert.ts';
import type { Reading } from '../domain/reading.ts';

const conditions: Record<Episode['condition'], Condition> = {
  firing: Condition.FIRING,
  resolved: Condition.RESOLVED,
  'no-data': Condition.NO_DATA,
};

const handlings: Record<Episode['handling'], Handling> = {
  new: Handling.NEW,
  acknowledged: Handling.ACKNOWLEDGED,
  assigned: Handling.ASSIGNED,
  rectifying: Handling.RECTIFYING,
  'in-review': Handling.IN_REVIEW,
  closed: Handling.CLOSED,
};

const severities: Record<Reading['severity'], Severity> = {
  notice: Severity.NOTICE,
  warning: Severity.WARNING,
  major: Severity.MAJOR,
  critical: Severity.CRITICAL,
};

const comparators: Record<Reading['comparator'], Comparator> = {
  'at-least': Comparator.AT_LEAST,
  'at-most': Comparator.AT_MOST,
  above: Comparator.ABOVE,
  below: Comparator.BELOW,
  equals: Comparator.EQUALS,
  range: Comparator.RANGE,
  zero: Comparator.ZERO,
  'non-decreasing': Comparator.NON_DECREASING,
  'non-increasing': Comparator.NON_INCREASING,
  'at-least-other': Comparator.AT_LEAST_OTHER,
  'at-most-other': Comparator.AT_MOST_OTHER,
  ordered: Comparator.ORDERED,
  'once-before': Comparator.ONCE_BEFORE,
  none: Comparator.UNSPECIFIED,
};

function figuresOf({ reading }: Episode) {
  const { dataset, period, numerator, denominator, value, targetValue, receivedAt, version } = reading;
  const { reason, reasonEn = '' } = reading;
  const comparator = comparators[reading.comparator];
  return {
    dataset,
    period,
    numerator,
    denominator,
    value,
    targetValue,
    reason,
    reasonEn,
    receivedAt,
    comparator,
    scorecardVersion: version,
  };
}

/** An episode as it travels, with the newest entries of its timeline. */
export function alertToWire(episode: Episode, newestEntries: number = Number.POSITIVE_INFINITY): Alert {
  const { subject, timeline } = episode;
  const { openedAt, resolvedAt, closedAt, deadline, assignee, version, handlingVersion, endedBecause } = episode;
  return {
    id: alertId(episode),
    ...{ ...subject, pathNames: [...subject.pathNames] },
    ...figuresOf(episode),
    severity: severities[episode.severity],
    condition: conditions[episode.condition],
    handling: handlings[episode.handling],
    ...{
      openedAt,
      resolvedAt,
      closedAt,
      deadline,
      assignee,
      version,
      handlingVersion,
      endedBecause,
      unitClosed: false,
    },
    timeline: timeline
      .slice(-newestEntries)
      .map(({ at, by, kind, note, noteEn = '', links }) => ({ at, by, kind, note, noteEn, links: [...links] })),
  };
}
