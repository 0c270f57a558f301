import type { Figure } from './figure.ts';

export type Verdict = 'met' | 'at-risk' | 'breached' | 'no-data' | 'not-applicable';

export type Severity = 'notice' | 'warning' | 'major' | 'critical';

export type Comparator =
  | 'at-least'
  | 'at-most'
  | 'above'
  | 'below'
  | 'equals'
  | 'range'
  | 'zero'
  | 'non-decreasing'
  | 'non-increasing'
  | 'at-least-other'
  | 'at-most-other'
  | 'ordered'
  | 'once-before';

/** Reporting units below a unit, by their own verdict. */
export type Counts = {
  readonly met: number;
  readonly atRisk: number;
  readonly breached: number;
  readonly noData: number;
  readonly notApplicable: number;
};

export type TargetFact = { readonly id: string; readonly comparator: Comparator; readonly value: string };

export type CardItem = {
  readonly indicator: string;
  readonly name: string;
  readonly verdict: Verdict;
  readonly figure: Figure;
  readonly unit: string;
  readonly target: TargetFact | null;
  readonly reason: string;
  /** Null for a unit that reports itself. */
  readonly counts: Counts | null;
};

export type GroupItem = {
  readonly group: string;
  readonly name: string;
  readonly verdict: Verdict;
  readonly members: readonly string[];
  readonly met: number;
  readonly judged: number;
};

/** The scorecard (or rollup) of one org unit for one dataset and period. */
export type Card = {
  readonly dataset: string;
  readonly period: string;
  readonly version: number;
  readonly receivedAtMs: number;
  readonly judgedAtMs: number;
  readonly reported: number;
  readonly expected: number;
  readonly items: readonly CardItem[];
  readonly groups: readonly GroupItem[];
};

export type Unit = { readonly orgUnit: string; readonly name: string; readonly type: string };

/** A unit with its card; undefined = nothing has come. */
export type UnitCard = Unit & { readonly card: Card | undefined };

/** Whether anything is reported: what was taken back is not. */
export const hasReported = ({ card }: Pick<UnitCard, 'card'>): boolean => card !== undefined && card.reported > 0;

/** A unit right below the scope, with every reporting unit in it (itself, when it reports itself). */
export type Member = UnitCard & { readonly units: readonly UnitCard[] };

export type ScopeUnit = Unit & { readonly path: string };

/** All that was read about one dataset of the scope. */
export type SectionFacts = {
  readonly datasetName: string;
  readonly card: Card;
  readonly monthBefore: Card | undefined;
  readonly yearBefore: Card | undefined;
  readonly members: readonly Member[];
};

export type AlertFact = {
  readonly id: string;
  readonly orgUnit: string;
  readonly orgName: string;
  readonly pathNames: readonly string[];
  readonly indicator: string;
  readonly indicatorName: string;
  readonly period: string;
  readonly severity: Severity;
  readonly condition: 'pending' | 'firing' | 'resolved' | 'no-data';
  readonly handling: 'new' | 'acknowledged' | 'assigned' | 'rectifying' | 'in-review' | 'closed';
  readonly openedAtMs: number;
  readonly deadlineMs: number;
  readonly assignee: string;
  readonly figure: Figure;
  readonly unit: string;
  readonly version: number;
};

/** How the alerts of the scope were handled from the first day of the period to the as-of instant. */
export type HandlingFacts = {
  readonly fromMs: number;
  readonly opened: number;
  readonly resolved: number;
  readonly closed: number;
  readonly stillFiring: number;
  readonly unacknowledged: number;
  readonly overdue: number;
  readonly open: readonly AlertFact[];
};
