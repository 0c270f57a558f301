import {
  correct,
  isTooLarge,
  isWithdrawn,
  mergeHazards,
  mergeValues,
  sinceReceived,
  withdraw,
  type Correction,
  type SubmissionStatus,
} from '../../submissions/domain/revise.ts';
import type { Revision, Submission, Value } from '../../submissions/domain/submission.ts';
import type { Found, Stored } from './find-tips.ts';

/** An acceptable submission on its way into the log. */
export type Appending = {
  readonly submission: Submission;
  readonly acceptedBy: string;
  readonly idempotencyKey: string;
  /** Which request this is, and which of its submissions; empty where nothing says so. */
  readonly mark: string;
  /** The request has been begun before: what it stored then is its answer. */
  readonly again: boolean;
  /** Unix milliseconds: stored only if nothing was said of the submission since then. */
  readonly unlessSince?: number;
  /** Takes everything back, if the newest revision is still that one. */
  readonly withdrawal?: { readonly ofRevision: number; readonly reason: string };
};

/** What became of it. */
export type Appended = {
  readonly status: SubmissionStatus;
  readonly revision: Revision;
  /** Values that stood before it. */
  readonly before: readonly Value[];
};

/** One try to append: on top of the newest revision as this process knows it, or of what a read finds. */
export type Attempt = Appending & {
  readonly id: string;
  /** Newest revision, known because this process has just written or read it. */
  readonly tip: Revision | undefined;
  /** Whether the log must be read first, and from which revision on. */
  readonly readFrom: number | undefined;
};

/** What an attempt comes to: an answer, or an insert on top of the newest revision. */
export type Placing =
  | { readonly kind: 'answered'; readonly appended: Appended; readonly tip: Revision | undefined }
  | { readonly kind: 'insert'; readonly tip: Revision | undefined; readonly content: Correction }
  | { readonly kind: 'moved-on' | 'too-large' };

/** What became of an attempt; `tip` is the newest revision where that is known now. */
export type Outcome =
  | { readonly kind: 'done'; readonly appended: Appended; readonly tip: Revision | undefined }
  | { readonly kind: 'again' | 'unavailable' | 'moved-on' | 'too-large' };

const ownAnswer = ({ revision, before }: Stored): Placing => ({
  kind: 'answered',
  appended: { status: revision.revision === 1 ? 'created' : 'updated', revision, before },
  tip: undefined,
});

const repeatOf = (tip: Revision): Placing => ({
  kind: 'answered',
  appended: { status: 'unchanged', revision: tip, before: tip.values },
  tip,
});

// An attempt that must not undo what was said since it was begun.
const isOvertaken = ({ unlessSince }: Attempt, tip: Revision): boolean =>
  unlessSince !== undefined && tip.receivedAt >= unlessSince;

function placeWithdrawal(ofRevision: number, tip: Revision | undefined): Placing {
  if (tip?.revision !== ofRevision) return { kind: 'moved-on' };
  const content = withdraw(tip);
  return content === undefined ? repeatOf(tip) : { kind: 'insert', tip, content };
}

const insertOf = (tip: Revision | undefined, content: Correction): Placing =>
  isTooLarge(content) ? { kind: 'too-large' } : { kind: 'insert', tip, content };

function placeSubmission(attempt: Attempt, tip: Revision | undefined): Placing {
  if (tip === undefined) {
    const { values, note, hazards } = attempt.submission;
    return insertOf(tip, { values: mergeValues([], values), note, hazards: mergeHazards([], hazards) });
  }
  const content = isOvertaken(attempt, tip) ? undefined : correct(tip, attempt.submission);
  return content === undefined ? repeatOf(tip) : insertOf(tip, content);
}

/** Decides what an attempt comes to, given what was found if the log was read. */
export function placeAttempt(attempt: Attempt, found: Found | undefined): Placing {
  if (found?.own !== undefined) return ownAnswer(found.own);
  const tip = attempt.tip ?? found?.newest.revision;
  const { withdrawal } = attempt;
  return withdrawal === undefined ? placeSubmission(attempt, tip) : placeWithdrawal(withdrawal.ofRevision, tip);
}

// Of a submission that was taken back the reason stays until a figure is given again.
const withdrawalReason = ({ withdrawal }: Attempt, tip: Revision | undefined, content: Correction): string =>
  withdrawal?.reason ?? (tip !== undefined && isWithdrawn(content) ? tip.withdrawalReason : '');

// A correction does not make late what came in time; what was taken back has to come anew.
const firstReceivedAt = (tip: Revision | undefined): number =>
  tip === undefined || isWithdrawn(tip) ? 0 : tip.firstReceivedAt || tip.receivedAt;

/** The revision an insert writes, received at that time. */
export function nextRevision(
  attempt: Attempt,
  { tip, content }: Placing & { kind: 'insert' },
  receivedAt: number,
): Revision {
  const { orgUnit, dataset, period, observedAt } = attempt.submission;
  return {
    id: attempt.id,
    orgUnit,
    dataset,
    period,
    revision: (tip?.revision ?? 0) + 1,
    values: tip === undefined ? content.values : sinceReceived(content.values, tip),
    hazards: content.hazards ?? [],
    note: content.note,
    observedAt,
    receivedAt,
    acceptedBy: attempt.acceptedBy,
    idempotencyKey: attempt.idempotencyKey,
    withdrawalReason: withdrawalReason(attempt, tip, content),
    firstReceivedAt: firstReceivedAt(tip),
  };
}
