import type { ServerDuplexStream } from '@grpc/grpc-js';
import {
  SubmissionIntakeServiceService,
  type PushRequest,
  type PushResponse,
  type SubmissionIntakeServiceServer,
} from '@xiaomai/contracts/submission';
import { bothStreams, callerToken, refusal } from '@xiaomai/grpc';
import type { Identity, IssueIdentity, VerifyIdentity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { AuthenticateKey } from '../../../keys/flow/authenticate-key.ts';
import type { Admit } from '../http/admission.ts';
import { orderedWriter } from '../http/ordered-writer.ts';
import { readPushOptions, type PushOptions } from '../http/push-options.ts';
import { requestOf } from '../push/exchange.ts';
import type { HowPushed, PushSome } from '../push/push-some.ts';
import { parseSubmission } from '../submission.parser.ts';
import { receiptToWire, submissionFromWire } from './push-wire.ts';

/** What taking in a stream needs. */
export type PushRpcPorts = {
  readonly verify: VerifyIdentity;
  readonly issue: IssueIdentity;
  readonly authenticateKey: AuthenticateKey;
  readonly admit: Admit;
  /** Whether catalogue and tree are known at all. */
  readonly known: () => boolean;
  readonly pushSome: PushSome;
  readonly onFailure: (error: unknown) => void;
};

/** A gRPC service with its handlers, for the server to serve. */
export type PushRpc = {
  readonly definition: typeof SubmissionIntakeServiceService;
  readonly handlers: SubmissionIntakeServiceServer;
};

type Call = ServerDuplexStream<PushRequest, PushResponse>;
type Caller = { readonly identity: Identity; readonly signatureRequired: boolean };
type Refusal = ReturnType<typeof refusal>;

const mostUnderWay = 500;

const refusals = {
  signature: refusal('PERMISSION_DENIED', 'this key signs its requests: push over HTTP'),
  leader: refusal('PERMISSION_DENIED', 'leaders do not push'),
  unavailable: refusal('UNAVAILABLE', 'not available at the moment; try again'),
  tooMuch: refusal('RESOURCE_EXHAUSTED', 'too much is under way, or too much of this key'),
  revoked: refusal('UNAUTHENTICATED', 'the key is not valid any more'),
} as const;

// What an HTTP request says in its headers and query, a call says in its metadata.
function optionsOf({ metadata }: Call): PushOptions {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(metadata.getMap())) headers[name] = String(value);
  delete headers['idempotency-key']; // each submission is known by itself, and a repeat is `unchanged`
  return readPushOptions({ headers, url: headers['dry-run'] === 'true' ? '?dryRun=true' : '' });
}

type Intake = { readonly pushSome: PushSome; readonly stillValid: () => Promise<boolean> };

// Why not everything was taken in, if it was not.
async function takeIn(
  call: Call,
  how: HowPushed,
  { pushSome, stillValid }: Intake,
): Promise<'revoked' | 'unavailable' | undefined> {
  const writer = orderedWriter<PushResponse>(call, mostUnderWay);
  let sequence = 0;
  for await (const request of call as AsyncIterable<PushRequest>) {
    if (!(await stillValid())) return 'revoked';
    sequence += 1;
    const place = sequence;
    const entry = parseSubmission(submissionFromWire(request), { kind: 'line', line: place }, how.options.language);
    const said = pushSome([entry], place, how).then((receipts) =>
      receipts?.map((receipt) => receiptToWire(receipt, place)),
    );
    if (!(await writer.add(1, said))) return 'unavailable';
  }
  return (await writer.finished()) ? undefined : 'unavailable';
}

/** Takes in submissions as they come over gRPC, by the key in the metadata, and answers each in its order. */
export function pushRpc(ports: PushRpcPorts): PushRpc {
  const whoIs = async (token: string): Promise<Caller | undefined> => {
    if (token.startsWith('sk_')) return ports.authenticateKey(token);
    const identity = await ports.verify(token);
    return identity === undefined ? undefined : { identity, signatureRequired: false };
  };

  const refusalOf = ({ identity, signatureRequired }: Caller, call: Call): Refusal | undefined => {
    if (signatureRequired) return refusals.signature;
    if (identity.role === 'leader') return refusals.leader;
    if (!ports.known()) return refusals.unavailable;
    return ports.admit(identity, call).ok ? undefined : refusals.tooMuch;
  };

  const push = async (call: Call, caller: Caller): Promise<Result<undefined, Refusal>> => {
    const refused = refusalOf(caller, call);
    if (refused !== undefined) return err(refused);
    const options = optionsOf(call);
    const gone = new AbortController();
    call.once('cancelled', () => gone.abort());
    const request = requestOf(caller.identity, options, ports.issue);
    const token = callerToken(call.metadata);
    const stillValid = async (): Promise<boolean> =>
      caller.identity.role !== 'school' || (await ports.authenticateKey(token)) !== undefined;
    const { pushSome } = ports;
    const problem = await takeIn(call, { options, request, gone: gone.signal }, { pushSome, stillValid });
    return problem === undefined ? ok(undefined) : err(refusals[problem]);
  };

  return {
    definition: SubmissionIntakeServiceService,
    handlers: { push: bothStreams<Caller>(whoIs, ports.onFailure)(push) },
  };
}
