import type { FindTips } from '../../log/flow/find-tips.ts';
import { correct, isTooLarge, type Correction } from '../domain/revise.ts';
import { submissionId, type Submission } from '../domain/submission.ts';
import {
  notAppended,
  type AcceptAll,
  type Acceptance,
  type Judge,
  type Push,
  type PushOutcome,
  type PushRequest,
  type WouldBe,
} from './pushing.ts';

/** What judging without storing needs. */
export type PushDryPorts = Acceptance & { readonly findTips: FindTips; readonly judge: Judge };

/** What stands of a submission: stored, or by what stands before it in the same request. */
type Standing = Correction & { readonly revision: number };
type Merged = { readonly standing: Standing; readonly wouldBe: WouldBe };

function merge(submission: Submission, newest: Standing | undefined): Merged | undefined {
  const merged = mergeInto(submission, newest);
  return isTooLarge(merged.standing) ? undefined : merged;
}

function mergeInto(submission: Submission, newest: Standing | undefined): Merged {
  if (newest === undefined)
    return { standing: { ...submission, revision: 1 }, wouldBe: { status: 'created', revision: 1, before: [] } };
  const { values: before } = newest;
  const correction = correct(newest, submission);
  const revision = newest.revision + (correction === undefined ? 0 : 1);
  if (correction === undefined) return { standing: newest, wouldBe: { status: 'unchanged', revision, before } };
  return { standing: { ...correction, revision }, wouldBe: { status: 'updated', revision, before } };
}

/** Makes the dry run: the same checks and the same judgement as a push, on what it would be merged with; nothing is stored. */
export function pushDry(ports: PushDryPorts, acceptAll: AcceptAll): Push {
  const judgeOne = async (
    submission: Submission,
    { standing, wouldBe }: Merged,
    request: PushRequest,
  ): Promise<PushOutcome> => {
    const asking = { token: await request.token(), language: request.language };
    const judgement = await ports.judge({ ...submission, values: standing.values }, asking);
    return judgement === undefined ? { kind: 'unavailable' } : { kind: 'judged', submission, wouldBe, judgement };
  };

  const standingOf = async (submissions: readonly Submission[]): Promise<Map<string, Standing>> => {
    const queries = submissions.map((submission) => ({ id: submissionId(submission), from: 1, mark: '' }));
    const found = queries.length === 0 ? new Map<string, never>() : await ports.findTips(queries);
    return new Map([...found].map(([id, { newest }]) => [id, newest.revision]));
  };

  return async (reads, request) => {
    const accepted = acceptAll(reads, request, ports);
    const standing = await standingOf(accepted.flatMap((one) => (one.ok ? [one.value] : [])));
    return Promise.all(
      accepted.map((one): Promise<PushOutcome> => {
        if (!one.ok) return Promise.resolve({ kind: 'refused', faults: one.reason });
        const id = submissionId(one.value);
        const merged = merge(one.value, standing.get(id));
        if (merged === undefined) return Promise.resolve(notAppended('too-large'));
        standing.set(id, merged.standing);
        return judgeOne(one.value, merged, request);
      }),
    );
  };
}
