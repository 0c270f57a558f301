import type { FindTips } from '../../log/flow/find-tips.ts';
import { correct } from '../domain/revise.ts';
import { submissionId, type Revision, type Submission } from '../domain/submission.ts';
import {
  accept,
  type Acceptance,
  type Judge,
  type Push,
  type PushOutcome,
  type PushRequest,
  type WouldBe,
} from './pushing.ts';

/** What judging without storing needs. */
export type PushDryPorts = Acceptance & { readonly findTips: FindTips; readonly judge: Judge };

type Merged = { readonly values: Submission['values']; readonly wouldBe: WouldBe };

function merge(submission: Submission, newest: Revision | undefined): Merged {
  if (newest === undefined)
    return { values: submission.values, wouldBe: { status: 'created', revision: 1, before: [] } };
  const { revision, values: before } = newest;
  const correction = correct(newest, submission);
  if (correction === undefined) return { values: before, wouldBe: { status: 'unchanged', revision, before } };
  return { values: correction.values, wouldBe: { status: 'updated', revision: revision + 1, before } };
}

/** Makes the dry run: the same checks and the same judgement as a push, on what it would be merged with; nothing is stored. */
export function pushDry(ports: PushDryPorts): Push {
  const judgeOne = async (
    submission: Submission,
    newest: Revision | undefined,
    request: PushRequest,
  ): Promise<PushOutcome> => {
    const { values, wouldBe } = merge(submission, newest);
    const judgement = await ports.judge({ ...submission, values }, await request.token());
    return judgement === undefined ? { kind: 'unavailable' } : { kind: 'judged', submission, wouldBe, judgement };
  };

  return async (reads, request) => {
    const accepted = reads.map((read) => accept(read, request, ports));
    const queries = accepted.flatMap((one) => (one.ok ? [{ id: submissionId(one.value), from: 1, mark: '' }] : []));
    const found = queries.length === 0 ? new Map<string, never>() : await ports.findTips(queries);
    return Promise.all(
      accepted.map((one): Promise<PushOutcome> => {
        if (!one.ok) return Promise.resolve({ kind: 'refused', faults: one.reason });
        return judgeOne(one.value, found.get(submissionId(one.value))?.newest.revision, request);
      }),
    );
  };
}
