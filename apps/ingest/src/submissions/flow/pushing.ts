import { err, type Result } from '@xiaomai/kernel';
import type { Finding } from '@xiaomai/gateway-api/finding';
import type { Language } from '@xiaomai/gateway-api/language';
import type { VerdictView } from '@xiaomai/gateway-api/verdict';
import type { NotAppended } from '../../log/flow/append.ts';
import type { Appended, Appending } from '../../log/flow/attempt.ts';
import type { Draft, SubmissionFault } from '../domain/draft.ts';
import type { Rules } from '../domain/rules.ts';
import { submissionId, type Pusher, type Submission } from '../domain/submission.ts';
import { validateSubmission, type ClosingFor } from '../domain/validate.ts';

/** A submission as it was read. What was wrong with its form has been told elsewhere; then it is only looked through for more. */
export type Read = { readonly draft: Draft; readonly malformed: boolean };

/** Who pushes, and by which request. */
export type PushRequest = {
  readonly pusher: Pusher;
  /** Key id or person. */
  readonly by: string;
  /** Signed identity, for questions asked in the pusher's name. */
  readonly token: () => Promise<string>;
  readonly idempotencyKey: string;
  /** Tells this request from all others; empty where nobody will ask for it again. */
  readonly mark: string;
  /** It has been begun before and was not brought to its end. */
  readonly again: boolean;
  /** How long the answer is held for the verdicts; 0 = not. */
  readonly waitMs: number;
  /** In which the verdicts are told. */
  readonly language: Language;
};

/** What became of a submission when it was judged, as the API shows it: verdicts by indicator, and what does not fit. */
export type Judgement = {
  readonly verdicts: ReadonlyMap<string, VerdictView>;
  readonly findings: readonly Finding[];
};

/** What a submission would become if it were stored. */
export type WouldBe = Pick<Appended, 'status' | 'before'> & { readonly revision: number };

/** What became of one submission. */
export type PushOutcome =
  | {
      readonly kind: 'accepted';
      readonly submission: Submission;
      readonly appended: Appended;
      readonly judgement: Judgement | undefined;
    }
  | {
      readonly kind: 'judged';
      readonly submission: Submission;
      readonly wouldBe: WouldBe;
      readonly judgement: Judgement;
    }
  | { readonly kind: 'refused'; readonly faults: readonly SubmissionFault[] }
  | { readonly kind: 'unavailable' };

/** Accepts, judges or refuses some submissions of a request, the first of them at that place in it (from 0). */
export type Push = (
  reads: readonly Read[],
  request: PushRequest,
  firstPlace: number,
) => Promise<readonly PushOutcome[]>;

/** What acceptance depends on besides the submission and who pushes it. */
export type Acceptance = {
  readonly rules: () => Rules;
  readonly today: () => string;
  readonly closingFor: ClosingFor;
};

/** In whose name it is asked who judges, and in which language the answer is told. */
export type Asking = { readonly token: string; readonly language: Language };

/** Judgement of a revision, or undefined when they are not known in time or nobody can be asked. */
export type AwaitVerdicts = (
  revision: { readonly id: string; readonly revision: number },
  how: Asking & { readonly timeoutMs: number },
) => Promise<Judgement | undefined>;

/** Judgement these values would get, or undefined when nobody can be asked. */
export type Judge = (
  submission: Pick<Submission, 'orgUnit' | 'dataset' | 'period' | 'values'>,
  asking: Asking,
) => Promise<Judgement | undefined>;

/** A submission found acceptable, or every fault of it. */
export function accept(
  read: Read,
  request: PushRequest,
  { rules, today, closingFor }: Acceptance,
): Result<Submission, readonly SubmissionFault[]> {
  const validated = validateSubmission(read.draft, {
    rules: rules(),
    pusher: request.pusher,
    today: today(),
    closingFor,
  });
  return validated.ok && read.malformed ? err([]) : validated;
}

/** Of each submission of a request that it is acceptable, or every fault of it. */
export type AcceptAll = (
  reads: readonly Read[],
  request: PushRequest,
  acceptance: Acceptance,
) => readonly Result<Submission, readonly SubmissionFault[]>[];

/** Each stands alone. */
export const acceptEach: AcceptAll = (reads, request, acceptance) =>
  reads.map((read) => accept(read, request, acceptance));

const repeated: SubmissionFault = { field: undefined, index: undefined, reason: 'duplicate-submission' };

/** None may be there twice. */
export const acceptDistinct: AcceptAll = (reads, request, acceptance) => {
  const named = new Set<string>();
  return acceptEach(reads, request, acceptance).map((accepted) => {
    if (!accepted.ok) return accepted;
    const id = submissionId(accepted.value);
    if (named.has(id)) return err([repeated]);
    named.add(id);
    return accepted;
  });
};

/** What the log takes, with a mark that tells the submissions of one request apart. */
export const toAppending = (submission: Submission, request: PushRequest, place: number): Appending => ({
  submission,
  acceptedBy: request.by,
  idempotencyKey: request.idempotencyKey,
  mark: request.mark === '' ? '' : `${request.mark}#${String(place)}`,
  again: request.again,
});

const tooLarge: SubmissionFault = { field: 'hazards', index: undefined, reason: 'submission-too-large' };

/** The answer to an acceptable submission that is not in the log. */
export const notAppended = (reason: NotAppended): PushOutcome =>
  reason === 'too-large' ? { kind: 'refused', faults: [tooLarge] } : { kind: 'unavailable' };

/** The answer to an acceptable submission that has been appended, its verdicts waited for where asked to. */
export async function answerAppended(
  submission: Submission,
  appended: Appended,
  { request, awaitVerdicts }: { readonly request: PushRequest; readonly awaitVerdicts: AwaitVerdicts },
): Promise<PushOutcome> {
  if (request.waitMs === 0) return { kind: 'accepted', submission, appended, judgement: undefined };
  const { waitMs: timeoutMs, language } = request;
  const judgement = await awaitVerdicts(appended.revision, { timeoutMs, language, token: await request.token() });
  return { kind: 'accepted', submission, appended, judgement };
}
