import type { Change } from '../../notifications/domain/change.ts';
import type { AlertState, Condition, Episode, Handling, TimelineKind } from '../domain/alert.ts';
import type { Severity } from '../domain/reading.ts';
import type { Span } from '../domain/summary.ts';

export type OutboxEvent = { readonly version: number; readonly kind: TimelineKind };

/** One indicator of one org unit as it is stored: its state, and what the world has not been told yet. */
export type AlertRecord = {
  readonly key: string;
  /** What the stored document was last written with; null = not stored yet. */
  readonly rev: string | null;
  readonly state: AlertState;
  /** The episode that the present one replaced, until its end has been published. */
  readonly former: Episode | null;
  readonly outbox: readonly OutboxEvent[];
  readonly pending: readonly Change[];
};

/** Records that were written, now with their new revision, and keys that somebody else wrote first. */
export type Saved = { readonly saved: readonly AlertRecord[]; readonly lost: readonly string[] };

/** What a crash left, and what is done when it is published. */
export type Unpublished = { readonly records: readonly AlertRecord[]; readonly clear: () => Promise<void> };

export type AlertStore = {
  /** One record per key, in order; an empty one where nothing is stored. */
  readonly load: (keys: readonly string[]) => Promise<readonly AlertRecord[]>;
  /** Writes each record whose stored revision is still the one it was loaded with. */
  readonly save: (records: readonly AlertRecord[]) => Promise<Saved>;
  /** Empties the outbox of each record that nobody has written since. */
  readonly clearOutbox: (records: readonly AlertRecord[]) => Promise<void>;
  /** Records whose outbox has stood since before an instant, and perhaps others beside them. */
  readonly unpublished: (before: number, limit: number) => Promise<Unpublished>;
  /** Records with a clock that ran out before an instant. */
  readonly due: (before: number, limit: number) => Promise<readonly AlertRecord[]>;
};

/** Changes that no receiver's notification covers yet, where the alerts keep them. */
export type PendingChanges = {
  readonly standingSince: (before: number, limit: number) => Promise<readonly Change[]>;
  readonly remove: (changes: readonly Change[]) => Promise<void>;
};

/** Which alerts somebody asks for; an empty list asks for all. */
export type AlertFilter = {
  /** An org unit: the alerts of everything below it … */
  readonly within: string;
  /** … as far as its path leads, or led when it was written, through the unit at which this one ends; empty = all. */
  readonly path: string;
  readonly conditions: readonly (Condition | 'pending')[];
  readonly handlings: readonly Handling[];
  readonly severities: readonly Severity[];
  readonly indicator: string;
  readonly assignee: string;
  /** Only what is overdue at this instant; 0 = any. */
  readonly overdueAt: number;
};

/** The alert after which a page begins. */
export type Place = { readonly openedAt: number; readonly id: string };
export type Page = { readonly after: Place | null; readonly limit: number };
export type Scope = { readonly within: string; readonly path: string; readonly dataset: string };

export type AlertReader = {
  /** Newest first, earlier episodes among them, without timelines. */
  readonly list: (filter: AlertFilter, page: Page) => Promise<readonly Episode[]>;
  readonly find: (alertId: string) => Promise<Episode | null>;
  /** Every episode that can count in a span. */
  readonly during: (scope: Scope, span: Span) => Promise<readonly Episode[]>;
  readonly all: () => AsyncIterable<readonly Episode[]>;
};

export const keyOf = ({ orgUnit, indicator }: { readonly orgUnit: string; readonly indicator: string }): string =>
  `${orgUnit}|${indicator}`;

/** The key of an alert's id, and its episode; undefined when it is no such id. */
export function parseAlertId(id: string): { readonly key: string; readonly number: number } | undefined {
  const match = /^([^:]+):([^:]+):([1-9]\d{0,8})$/.exec(id);
  return match === null ? undefined : { key: `${match[1] ?? ''}|${match[2] ?? ''}`, number: Number(match[3]) };
}
