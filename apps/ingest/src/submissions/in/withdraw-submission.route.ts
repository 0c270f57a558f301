import { faultsOf } from '@xiaomai/gateway-api/faults';
import { languageOf, type Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import { WithdrawalQuery } from '@xiaomai/gateway-api/submission';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { Request, RequestHandler } from 'express';
import type { Caller, IdentifyCaller } from '../../keys/in/identify-caller.ts';
import type { Appended } from '../../log/flow/attempt.ts';
import type { Gate } from '../../log/flow/gate.ts';
import type { NotWithdrawn, WithdrawSubmission } from '../flow/withdraw-submission.ts';
import type { Admit } from './http/admission.ts';
import { etagOf, jsonAnswer, problemAnswer, send, type Answer, type MoreHeaders } from './http/answer.ts';

/** What taking back over HTTP needs. */
export type WithdrawRoutePorts = {
  readonly identify: IdentifyCaller;
  readonly withdraw: WithdrawSubmission;
  readonly gate: Gate;
  readonly admit: Admit;
  readonly known: () => boolean;
};

type Asked = { readonly ofRevision: number; readonly reason: string };
type Refused = { readonly code: ProblemCode; readonly errors?: Fault[] };

const waitMs = 1_000;

const problemOf = {
  'not-found': 'not-found',
  'moved-on': 'precondition-failed',
  unavailable: 'unavailable',
  'period-closed': 'submission-refused',
} as const satisfies Record<NotWithdrawn, ProblemCode>;

// Strong tags only, and no "*": what is taken back is what was seen.
function seenRevision(ifMatch: string | undefined): Result<number, ProblemCode> {
  if (ifMatch === undefined) return err('precondition-required');
  const revision = /^"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  return revision === undefined ? err('precondition-failed') : ok(Number(revision));
}

const errorsOf = (reason: NotWithdrawn, language: Language): Fault[] | undefined =>
  reason === 'period-closed' ? [faultOf(reason, language, {})] : undefined;

function readRequest({ headers, url }: Request, language: Language): Result<Asked, Refused> {
  const input = Object.fromEntries(new URL(url, 'http://ingest').searchParams);
  const query = WithdrawalQuery.safeParse(input);
  if (!query.success)
    return err({
      code: 'invalid-request',
      errors: faultsOf(query.error.issues, { input, language, query: true }),
    });
  const seen = seenRevision(headers['if-match']);
  return seen.ok ? ok({ ofRevision: seen.value, reason: query.data.reason }) : err({ code: seen.reason });
}

function receiptOf({ revision, status, before }: Appended): Receipt {
  return {
    id: revision.id,
    revision: revision.revision,
    status,
    receivedAt: new Date(revision.receivedAt).toISOString(),
    values: before.map(({ indicator, withdrawn }) => ({ indicator, status: withdrawn ? 'unchanged' : 'updated' })),
  };
}

type Told = readonly [Answer, MoreHeaders];

/** Route DELETE /api/v1/submissions/{id}: a new revision takes everything back, with a reason. */
export function withdrawRoute(ports: WithdrawRoutePorts): RequestHandler {
  const takeBack = async (request: Request, caller: Caller, language: Language): Promise<Told> => {
    const refuse = (code: ProblemCode, errors?: Fault[]): Told => [
      problemAnswer(code, language, errors === undefined ? {} : { errors }),
      [],
    ];
    if (caller.role === 'leader') return refuse('forbidden');
    const asked = readRequest(request, language);
    if (!asked.ok) return refuse(asked.reason.code, asked.reason.errors);
    if (!ports.known() || !(await ports.gate.opened(waitMs))) return refuse('unavailable');
    const withdrawn = await ports.withdraw({ id: String(request.params['id']), caller, ...asked.value });
    if (!withdrawn.ok) return refuse(problemOf[withdrawn.reason], errorsOf(withdrawn.reason, language));
    return [jsonAnswer(200, receiptOf(withdrawn.value)), ['ETag', etagOf(withdrawn.value.revision)]];
  };

  return async (request, response) => {
    const language = languageOf(request.headers['accept-language']);
    const caller = await ports.identify(request);
    if (!caller.ok) {
      send(response, problemAnswer(caller.reason, language));
      return;
    }
    const admitted = ports.admit(caller.value, response);
    if (admitted.ok) send(response, ...(await takeBack(request, caller.value, language)));
    else send(response, problemAnswer(admitted.reason.code, language), admitted.reason.headers);
  };
}
