import {
  SubmissionServiceService,
  type AuthenticateKeyRequest,
  type AuthenticateKeyResponse,
  type ExportSubmissionsResponse,
  type GetSubmissionRequest,
  type GetSubmissionResponse,
  type ListRevisionsRequest,
  type ListRevisionsResponse,
  type RepublishRequest,
  type RepublishResponse,
  type SubmissionAccepted,
  type SubmissionServiceServer,
} from '@xiaomai/contracts/submission';
import { refusal, serverStream, unary } from '@xiaomai/grpc';
import { maySee, type Identity, type IssueIdentity, type VerifyIdentity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { AuthenticateKey } from '../../keys/flow/authenticate-key.ts';
import type { ReadLog, Republish } from '../../log/flow/read-log.ts';
import type { Rules } from '../domain/rules.ts';
import type { Revision } from '../domain/submission.ts';
import type { ReadSubmission } from '../flow/read-submission.ts';
import { hazardToWire } from './reported-hazard.parser.ts';

/** What the answers are made of. */
export type SubmissionsRpcPorts = {
  readonly verify: VerifyIdentity;
  readonly issue: IssueIdentity;
  readonly onFailure: (error: unknown) => void;
  readonly rules: () => Pick<Rules, 'units'>;
  readonly read: ReadSubmission;
  readonly readLog: ReadLog;
  readonly decode: (payload: Buffer) => Revision;
  readonly republish: Republish;
  readonly authenticateKey: AuthenticateKey;
};

/** A gRPC service with its handlers, for the server to serve. */
export type SubmissionsRpc = {
  readonly definition: typeof SubmissionServiceService;
  readonly handlers: SubmissionServiceServer;
};

type Refusal = ReturnType<typeof refusal>;

const notFound = refusal('NOT_FOUND', 'no such submission');
const onlyAdministrator = refusal('PERMISSION_DENIED', 'only the administrator');
const onlyServices = refusal('PERMISSION_DENIED', 'only services');
const notAKey = refusal('UNAUTHENTICATED', 'no such key');

const toWire = (revision: Revision): SubmissionAccepted => ({
  ...revision,
  values: revision.values.map((value) => ({ ...value })),
  hazards: revision.hazards.map(hazardToWire),
});
const administers = ({ role }: Identity): boolean => role === 'admin' || role === 'service';

const mayExport = ({ orgUnit }: Revision, caller: Identity, rules: Pick<Rules, 'units'>): boolean =>
  caller.role === 'service' || maySee(caller, rules.units.get(orgUnit)?.path ?? '');

async function* exported(caller: Identity, ports: SubmissionsRpcPorts): AsyncGenerator<ExportSubmissionsResponse> {
  for await (const entries of ports.readLog(0)) {
    const revisions = entries
      .map(({ payload }) => ports.decode(payload))
      .filter((revision) => mayExport(revision, caller, ports.rules()));
    if (revisions.length > 0) yield { submissions: revisions.map(toWire) };
  }
}

/** Answers questions on submissions within what the caller may see, and who a school key is. */
export function submissionsRpc(ports: SubmissionsRpcPorts): SubmissionsRpc {
  const ask = unary<Identity>(ports.verify, ports.onFailure);
  const stream = serverStream<Identity>(ports.verify, ports.onFailure);

  const authenticate = async (
    { key }: AuthenticateKeyRequest,
    caller: Identity,
  ): Promise<Result<AuthenticateKeyResponse, Refusal>> => {
    if (caller.role !== 'service') return err(onlyServices);
    const holder = await ports.authenticateKey(key);
    if (holder === undefined || holder.signatureRequired) return err(notAKey);
    const school = holder.identity;
    return ok({ identity: await ports.issue(school), orgUnit: school.orgUnit, datasets: [...school.datasets] });
  };

  return {
    definition: SubmissionServiceService,
    handlers: {
      getSubmission: ask(async ({ id }: GetSubmissionRequest, { caller }) => {
        const revision = await ports.read.newest(id, caller);
        return revision === undefined ? err(notFound) : ok<GetSubmissionResponse>({ submission: toWire(revision) });
      }),
      listRevisions: ask(async ({ id }: ListRevisionsRequest, { caller }) => {
        const revisions = await ports.read.history(id, caller);
        return revisions.length === 0 ? err(notFound) : ok<ListRevisionsResponse>({ revisions: revisions.map(toWire) });
      }),
      exportSubmissions: stream((_request: object, { caller }) =>
        Promise.resolve(administers(caller) ? ok(exported(caller, ports)) : err(onlyAdministrator)),
      ),
      republish: ask(async ({ receivedFrom }: RepublishRequest, { caller }) => {
        if (!administers(caller)) return err(onlyAdministrator);
        return ok<RepublishResponse>({ sent: await ports.republish(receivedFrom) });
      }),
      authenticateKey: ask((request: AuthenticateKeyRequest, { caller }) => authenticate(request, caller)),
    },
  };
}
