import type { Append } from '../../log/flow/append.ts';
import type { Appended, Appending } from '../../log/flow/attempt.ts';
import type { FindTips } from '../../log/flow/find-tips.ts';
import { correct, isTooLarge } from '../domain/revise.ts';
import { submissionId, type Submission } from '../domain/submission.ts';
import {
  acceptDistinct,
  answerAppended,
  notAppended,
  toAppending,
  type Acceptance,
  type AwaitVerdicts,
  type Push,
  type PushOutcome,
  type PushRequest,
} from './pushing.ts';

/** Submissions that are all stored or none: once this one document is written, they will be, whoever has to finish it. */
export type Intent = { readonly id: string; readonly at: number; readonly appendings: readonly Appending[] };

/** Where intents are kept until they are finished. */
export type IntentStore = {
  readonly begin: (intent: Intent) => Promise<void>;
  readonly done: (id: string) => Promise<void>;
  /** Intents begun before that time. */
  readonly before: (at: number) => Promise<readonly Intent[]>;
};

/** What all-or-nothing needs. */
export type PushAtomicPorts = Acceptance & {
  readonly intents: IntentStore;
  readonly append: Append;
  readonly findTips: FindTips;
  readonly awaitVerdicts: AwaitVerdicts;
  readonly newId: () => string;
  readonly now: () => number;
  readonly crashPoint: (name: string) => void;
  readonly onFailure: (error: unknown) => void;
};

const abandonedAfterMs = 15_000;
const unavailable: PushOutcome = { kind: 'unavailable' };

// Once the intent is written nothing can be refused any more: what would be too large is found before.
async function whoIsTooLarge(submissions: readonly Submission[], findTips: FindTips): Promise<ReadonlySet<Submission>> {
  const withHazards = submissions.filter(({ hazards = [] }) => hazards.length > 0);
  if (withHazards.length === 0) return new Set();
  const tips = await findTips(withHazards.map((one) => ({ id: submissionId(one), from: 1, mark: '' })));
  return new Set(
    withHazards.filter((one) => {
      const tip = tips.get(submissionId(one))?.newest.revision;
      const content = tip === undefined ? one : correct(tip, one);
      return content !== undefined && isTooLarge(content);
    }),
  );
}

async function appendAll(append: Append, appendings: readonly Appending[]): Promise<readonly Appended[] | undefined> {
  const outcomes = await Promise.all(appendings.map((appending) => append(appending)));
  const appended = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  return appended.length === appendings.length ? appended : undefined;
}

/** Makes the acceptance in which one fault refuses all submissions of the request. */
export function pushAtomic(ports: PushAtomicPorts): Push {
  const begin = async (intent: Intent): Promise<boolean> => {
    try {
      await ports.intents.begin(intent);
      return true;
    } catch (error) {
      ports.onFailure(error); // written or not: nobody has been told that anything is stored
      return false;
    }
  };

  const store = async (submissions: readonly Submission[], request: PushRequest): Promise<readonly PushOutcome[]> => {
    const id = ports.newId();
    const marked = request.mark === '' ? { ...request, mark: `atomic:${id}` } : request;
    const appendings = submissions.map((submission, place) => toAppending(submission, marked, place));
    ports.crashPoint('ingest.after-validate');
    if (!(await begin({ id, at: ports.now(), appendings }))) return submissions.map(() => unavailable);
    const appended = await appendAll(ports.append, appendings);
    if (appended === undefined) return submissions.map(() => unavailable);
    await ports.intents.done(id).catch(ports.onFailure); // else it is finished once more, to no effect
    const how = { request, awaitVerdicts: ports.awaitVerdicts };
    return Promise.all(
      submissions.map((submission, n) => {
        const one = appended[n];
        return one === undefined ? unavailable : answerAppended(submission, one, how);
      }),
    );
  };

  return async (reads, request) => {
    const accepted = acceptDistinct(reads, request, ports);
    const submissions = accepted.flatMap((one) => (one.ok ? [one.value] : []));
    if (submissions.length < accepted.length)
      return accepted.map((one): PushOutcome => ({ kind: 'refused', faults: one.ok ? [] : one.reason }));
    const tooLarge = await whoIsTooLarge(submissions, ports.findTips);
    if (tooLarge.size === 0) return store(submissions, request);
    return submissions.map((one) => (tooLarge.has(one) ? notAppended('too-large') : { kind: 'refused', faults: [] }));
  };
}

/** Makes the finishing of intents whose process has gone. What they have stored already is recognised by its mark; where
 *  something was said since, that stands. */
export function finishIntents(ports: Pick<PushAtomicPorts, 'intents' | 'append' | 'now'>): () => Promise<void> {
  return async () => {
    for (const { id, at, appendings } of await ports.intents.before(ports.now() - abandonedAfterMs)) {
      const redone = appendings.map((appending) => ({ ...appending, again: true, unlessSince: at }));
      const outcomes = await Promise.all(redone.map((appending) => ports.append(appending)));
      // What has become too large meanwhile will never be stored.
      if (outcomes.every((outcome) => outcome.ok || outcome.reason === 'too-large')) await ports.intents.done(id);
    }
  };
}
