import { readingsOfNothing, type Reading, type Readings, type Severity } from './reading.ts';

export type Condition = 'firing' | 'resolved' | 'no-data';
export type Handling = 'new' | 'acknowledged' | 'assigned' | 'rectifying' | 'in-review' | 'closed';

/** Whose alert it is and what about, in the words a reader needs. */
export type Subject = {
  readonly orgUnit: string;
  readonly orgName: string;
  readonly path: string;
  readonly pathNames: readonly string[];
  readonly indicator: string;
  readonly indicatorName: string;
  readonly pack: string;
  readonly unit: string;
};

export type TimelineKind =
  | 'opened'
  | 'updated'
  | 'resolved'
  | 'reopened'
  | 'acknowledged'
  | 'assigned'
  | 'started'
  | 'submitted'
  | 'approved'
  | 'returned'
  | 'closed'
  | 'commented'
  | 'escalated';

/** One transition: who, when, why, and where the alert stood after it. */
export type TimelineEntry = {
  readonly version: number;
  readonly at: number;
  readonly by: string;
  readonly kind: TimelineKind;
  readonly note: string;
  /** What the system has noted, in English. */
  readonly noteEn?: string;
  readonly links: readonly string[];
  readonly condition: Condition;
  readonly handling: Handling;
};

/** What is missed when people are too slow; each is escalated once per run of its clock. */
export type Clock = 'acknowledgement' | 'deadline';

/** One episode of breach, from its opening to its closing. Instants are Unix milliseconds, 0 = not. */
export type Episode = {
  readonly number: number;
  readonly subject: Subject;
  /** The reading that decided the condition when the alert last changed. */
  readonly reading: Reading;
  readonly severity: Severity;
  readonly condition: Condition;
  readonly handling: Handling;
  readonly openedAt: number;
  readonly resolvedAt: number;
  readonly closedAt: number;
  readonly acknowledgeBy: number;
  readonly deadline: number;
  readonly escalated: readonly Clock[];
  readonly assignee: string;
  readonly hasEvidence: boolean;
  readonly endedBecause: string;
  readonly version: number;
  readonly handlingVersion: number;
  readonly timeline: readonly TimelineEntry[];
};

/** Everything known about one indicator of one org unit: what was read, and the newest episode if there ever was one. */
export type AlertState = {
  readonly readings: Readings;
  readonly episode: Episode | null;
};

export const nothingYet: AlertState = { readings: readingsOfNothing, episode: null };

export const alertId = ({ subject, number }: Pick<Episode, 'subject' | 'number'>): string =>
  `${subject.orgUnit}:${subject.indicator}:${number}`;

/** Whether an alert is about a submission that did not come, by its rule: missing@<dataset>. No indicator's id holds an @. */
export const isMissingRule = (indicator: string): boolean => indicator.startsWith('missing@');

/** Nobody: the data itself, or a clock, made the transition. */
export const system = 'system';
