import type { Language } from '@xiaomai/gateway-api/language';
import type { Fault } from '@xiaomai/gateway-api/problem';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import { valueStatuses } from '../../domain/revise.ts';
import { submissionId, type Submission, type Value } from '../../domain/submission.ts';
import type { Judgement, PushOutcome } from '../../flow/pushing.ts';
import { faultsOfEntry, type Entry } from '../fault-place.ts';

/** An outcome that can be told; what is unavailable is told of the whole request. */
export type Told = Exclude<PushOutcome, { kind: 'unavailable' }>;

type Values = Receipt['values'];

function valuesOf(submission: Submission, before: readonly Value[], judgement: Judgement | undefined): Values {
  const statuses = valueStatuses(before, submission);
  if (judgement === undefined) return [...statuses];
  return statuses.map((one) => {
    const verdict = judgement.verdicts.get(one.indicator);
    return verdict === undefined ? one : { ...one, verdict };
  });
}

const findingsOf = (judgement: Judgement | undefined): Pick<Receipt, 'findings'> =>
  judgement === undefined ? {} : { findings: [...judgement.findings] };

function idOf({ orgUnit, dataset, period }: Entry['draft']): string | undefined {
  return orgUnit === undefined || dataset === undefined || period === undefined
    ? undefined
    : submissionId({ orgUnit, dataset, period });
}

function rejected(entry: Entry, errors: readonly Fault[]): Receipt {
  const id = idOf(entry.draft);
  return {
    ...(id === undefined ? {} : { id }),
    status: 'rejected',
    values: [],
    ...(errors.length === 0 ? {} : { errors: [...errors] }),
  };
}

/** What the sender is told of one submission. */
export function receiptOf(entry: Entry, outcome: Told, language: Language): Receipt {
  if (outcome.kind === 'refused') return rejected(entry, faultsOfEntry(entry, outcome.faults, language));
  const { submission, judgement } = outcome;
  const found = findingsOf(judgement);
  if (outcome.kind === 'judged') {
    const { status, revision, before } = outcome.wouldBe;
    const values = valuesOf(submission, before, judgement);
    return {
      id: submissionId(submission),
      ...(revision === 0 ? {} : { revision }),
      status,
      values,
      ...found,
      dryRun: true,
    };
  }
  const { revision, status, before } = outcome.appended;
  return {
    id: revision.id,
    revision: revision.revision,
    status,
    receivedAt: new Date(revision.receivedAt).toISOString(),
    values: valuesOf(submission, before, judgement),
    ...found,
  };
}
