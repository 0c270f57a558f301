import { faultOf } from '@xiaomai/gateway-api/problem';
import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { Gate } from '../../../log/flow/gate.ts';
import type { Push, PushOutcome, PushRequest } from '../../flow/pushing.ts';
import { toRead, type Entry } from '../fault-place.ts';
import { problemAnswer, type Answer } from '../http/answer.ts';
import type { PushOptions } from '../http/push-options.ts';
import { receiptsOf, type Tell } from './told.ts';

/** The ways in which submissions are taken in. */
export type Pushes = {
  readonly store: Push;
  readonly dry: Push;
  readonly atomic: Push;
  readonly atomicDry: Push;
};

/** What taking in a whole body needs. */
export type PushBodyPorts = { readonly pushes: Pushes; readonly gate: Gate };

/** A body as it was read. */
export type WholeBody = { readonly entries: readonly Entry[]; readonly tell: Tell };

const atOnce = 500;
const mostAtomic = 1_000;
const firstWaitMs = 1_000;
const laterWaitMs = 20_000; // some of it is stored already: better late than half

/** Which of the ways a request asks for. */
export function wayOf(options: PushOptions, pushes: Pushes): Push {
  if (options.dryRun) return options.atomic ? pushes.atomicDry : pushes.dry;
  return options.atomic ? pushes.atomic : pushes.store;
}

// Of an all-or-nothing request that is only judged, one refusal refuses all as well.
function asAtomic(outcomes: readonly PushOutcome[]): readonly PushOutcome[] {
  if (!outcomes.some(({ kind }) => kind === 'refused')) return outcomes;
  return outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome : { kind: 'refused', faults: [] }));
}

/** Takes in the submissions of a whole body and answers when all are done. */
export type PushBody = (body: WholeBody, options: PushOptions, request: PushRequest) => Promise<Answer>;

/** Makes the taking in of a whole body, a few hundred submissions at a time. */
export function pushBody({ pushes, gate }: PushBodyPorts): PushBody {
  const pushAll = async (
    entries: readonly Entry[],
    options: PushOptions,
    request: PushRequest,
  ): Promise<Result<readonly Receipt[], ProblemCode>> => {
    const push = wayOf(options, pushes);
    const size = options.atomic ? mostAtomic : atOnce;
    const outcomes: PushOutcome[] = [];
    for (let from = 0; from < entries.length; from += size) {
      if (!(await gate.opened(from === 0 ? firstWaitMs : laterWaitMs))) return err('unavailable');
      outcomes.push(...(await push(entries.slice(from, from + size).map(toRead), request, from)));
    }
    const told = options.atomic ? asAtomic(outcomes) : outcomes;
    const receipts = receiptsOf(entries, told, options.language);
    return receipts === undefined ? err('unavailable') : ok(receipts);
  };

  return async ({ entries, tell }, options, request) => {
    const { language } = options;
    if (options.atomic && entries.length > mostAtomic)
      return problemAnswer('submission-refused', language, {
        errors: [faultOf('too-many-submissions', language, { pointer: '' })],
      });
    const receipts = await pushAll(entries, options, request);
    return receipts.ok ? tell(receipts.value, language) : problemAnswer(receipts.reason, language);
  };
}
