import type { IncomingMessage } from 'node:http';
import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';
import type { Identity, IssueIdentity } from '@xiaomai/identity';
import type { IdentifyCaller } from '../../../keys/in/identify-caller.ts';
import { requestOf, type HandleRequest } from './exchange.ts';
import { problemAnswer, send, type MoreHeaders } from '../http/answer.ts';
import type { Admit } from '../http/admission.ts';
import { readPushOptions, type PushOptions, type Tolerated } from '../http/push-options.ts';
import type { PushLines } from './push-lines.ts';
import type { BodyFormats } from './body-format.ts';
import type { TakeWhole } from './take-whole.ts';

/** What taking in submissions over HTTP needs. */
export type SubmitPorts = {
  readonly identify: IdentifyCaller;
  readonly issue: IssueIdentity;
  readonly admit: Admit;
  /** Whether catalogue and tree are known at all. */
  readonly known: () => boolean;
  readonly formats: BodyFormats;
  /** Parameters of the query that are heard besides our own, with the values that mean what is done anyway. */
  readonly tolerated?: Tolerated;
  readonly takeWhole: TakeWhole;
  readonly pushLines?: PushLines;
};

type Pushed = { readonly incoming: IncomingMessage; readonly options: PushOptions; readonly formats: BodyFormats };

function problemOf({ incoming, options, formats }: Pushed, caller: Identity): ProblemCode | undefined {
  if (caller.role === 'leader') return 'forbidden';
  const encoding = incoming.headers['content-encoding'] ?? 'identity';
  if (!formats.has(options.mediaType) || encoding !== 'identity') return 'unsupported-media-type';
  return options.faults.length > 0 ? 'invalid-request' : undefined;
}

// Lines are answered as they come, unless all must be known before the first answer: to be one, to be checked, or to be kept.
const isStreamed = ({ mediaType, atomic, idempotencyKey }: PushOptions, { headers }: IncomingMessage): boolean =>
  mediaType === 'application/x-ndjson' && !atomic && idempotencyKey === '' && headers['content-digest'] === undefined;

/** Makes the route POST /api/v1/submissions. */
export function submitRoute(ports: SubmitPorts): HandleRequest {
  return async (incoming, response) => {
    const options = readPushOptions(incoming, ports.tolerated);
    const refuse = (code: ProblemCode, headers: MoreHeaders = []): void => {
      const more = code === 'invalid-request' ? { errors: [...options.faults] } : {};
      send(response, problemAnswer(code, options.language, more), headers);
    };
    const identified = await ports.identify(incoming);
    if (!identified.ok) return refuse(identified.reason);
    const caller = identified.value;
    const admitted = ports.admit(caller, response);
    if (!admitted.ok) return refuse(admitted.reason.code, admitted.reason.headers);
    const problem = problemOf({ incoming, options, formats: ports.formats }, caller);
    if (problem !== undefined) return refuse(problem);
    if (!ports.known()) return refuse('unavailable');
    const asked = {
      ...{ options, request: requestOf(caller, options, ports.issue), signed: caller.signed },
      stillValid: async () => caller.role !== 'school' || (await ports.identify(incoming)).ok,
    };
    const take = isStreamed(options, incoming) ? (ports.pushLines ?? ports.takeWhole) : ports.takeWhole;
    await take({ incoming, response }, asked);
  };
}
