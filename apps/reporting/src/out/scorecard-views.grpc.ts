import { Comparator, Severity } from '@xiaomai/contracts/catalogue';
import {
  Verdict as VerdictMessage,
  type ChildView,
  type RollupCell,
  type ScorecardView,
  type VerdictItem,
} from '@xiaomai/contracts/scorecard';
import type * as facts from '../domain/facts.ts';
import type { Figure } from '../domain/figure.ts';

const verdicts: Record<VerdictMessage, facts.Verdict> = {
  [VerdictMessage.UNSPECIFIED]: 'no-data',
  [VerdictMessage.MET]: 'met',
  [VerdictMessage.AT_RISK]: 'at-risk',
  [VerdictMessage.BREACHED]: 'breached',
  [VerdictMessage.NO_DATA]: 'no-data',
  [VerdictMessage.NOT_APPLICABLE]: 'not-applicable',
};

const comparators: Record<Comparator, facts.Comparator | undefined> = {
  [Comparator.UNSPECIFIED]: undefined,
  [Comparator.AT_LEAST]: 'at-least',
  [Comparator.AT_MOST]: 'at-most',
  [Comparator.ABOVE]: 'above',
  [Comparator.BELOW]: 'below',
  [Comparator.EQUALS]: 'equals',
  [Comparator.RANGE]: 'range',
  [Comparator.ZERO]: 'zero',
  [Comparator.NON_DECREASING]: 'non-decreasing',
  [Comparator.NON_INCREASING]: 'non-increasing',
  [Comparator.AT_LEAST_OTHER]: 'at-least-other',
  [Comparator.AT_MOST_OTHER]: 'at-most-other',
  [Comparator.ORDERED]: 'ordered',
  [Comparator.ONCE_BEFORE]: 'once-before',
};

const severities: Record<Severity, facts.Severity> = {
  [Severity.UNSPECIFIED]: 'notice',
  [Severity.NOTICE]: 'notice',
  [Severity.WARNING]: 'warning',
  [Severity.MAJOR]: 'major',
  [Severity.CRITICAL]: 'critical',
};

export const severityFromWire = (severity: Severity): facts.Severity => severities[severity];

type Numbers = { readonly numerator: number; readonly denominator: number; readonly value: string };

/** A ratio without a denominator is no figure. */
export function figureFromWire({ numerator, denominator, value }: Numbers): Figure {
  if (value !== '') return { kind: 'number', value };
  return denominator > 0 ? { kind: 'ratio', numerator, denominator } : { kind: 'none' };
}

function targetFromWire({ target, comparator, targetValue }: VerdictItem): facts.TargetFact | null {
  const known = comparators[comparator];
  return known === undefined || target === '' ? null : { id: target, comparator: known, value: targetValue };
}

const countsFromWire = ({ met, atRisk, breached, noData, notApplicable }: RollupCell): facts.Counts => ({
  met,
  atRisk,
  breached,
  noData,
  notApplicable,
});

function itemFromWire(item: VerdictItem, counts: RollupCell | undefined): facts.CardItem {
  return {
    indicator: item.indicator,
    name: item.indicatorName,
    verdict: verdicts[item.verdict],
    figure: figureFromWire(item),
    unit: item.unit,
    target: targetFromWire(item),
    reason: item.reason,
    counts: counts === undefined ? null : countsFromWire(counts),
  };
}

export function cardFromWire(view: ScorecardView): facts.Card {
  const { dataset, period, version, reported, expected } = view;
  return {
    dataset,
    period,
    version,
    receivedAtMs: view.receivedAt,
    judgedAtMs: view.judgedAt,
    reported,
    expected,
    items: view.items.map((item) =>
      itemFromWire(
        item,
        view.counts.find((cell) => cell.indicator === item.indicator),
      ),
    ),
    groups: view.groups.map(({ group, name, verdict, members, met, judged }) => ({
      group,
      name,
      verdict: verdicts[verdict],
      members,
      met,
      judged,
    })),
  };
}

export const unitFromWire = ({ orgUnit, name, type, scorecard }: ChildView): facts.UnitCard => ({
  orgUnit,
  name,
  type,
  card: scorecard === undefined ? undefined : cardFromWire(scorecard),
});
