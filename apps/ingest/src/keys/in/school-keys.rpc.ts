import {
  SchoolKeyServiceService,
  type CreateSchoolKeyRequest,
  type CreateSchoolKeyResponse,
  type GetSchoolKeyRequest,
  type GetSchoolKeyResponse,
  type ListSchoolKeysRequest,
  type ListSchoolKeysResponse,
  type RevokeSchoolKeyRequest,
  type RevokeSchoolKeyResponse,
  type RotateSchoolKeyRequest,
  type RotateSchoolKeyResponse,
  type SchoolKey as SchoolKeyMessage,
  type SchoolKeyServiceServer,
} from '@xiaomai/contracts/school-key';
import { refusal, unary } from '@xiaomai/grpc';
import type { Identity, VerifyIdentity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { SchoolKey } from '../domain/school-key.ts';
import type { KeyFault, ManageKeys, NotManaged } from '../flow/manage-keys.ts';

/** A gRPC service with its handlers, for the server to serve. */
export type SchoolKeysRpc = {
  readonly definition: typeof SchoolKeyServiceService;
  readonly handlers: SchoolKeyServiceServer;
};

type Refusal = ReturnType<typeof refusal>;

const refusals = {
  forbidden: refusal('PERMISSION_DENIED', 'keys are not for this role'),
  'not-found': refusal('NOT_FOUND', 'no such key'),
  'moved-on': refusal('ABORTED', 'the key has changed'),
  revoked: refusal('FAILED_PRECONDITION', '密钥已吊销 / The key has been revoked'),
} as const satisfies Record<NotManaged, Refusal>;

const mostOfPage = 500;
const usualPage = 50;

function toWire({ keyId, secrets, history, datasets, ...key }: SchoolKey): SchoolKeyMessage {
  const { orgUnit, label, signatureRequired, revoked, createdAt, lastUsedAt, version } = key;
  return {
    ...{ id: keyId, orgUnit, datasets: [...datasets], label, signatureRequired, revoked },
    ...{ oldSecretUntil: secrets[1]?.until ?? 0, createdAt, lastUsedAt, version },
    history: history.map((event) => ({ ...event })),
  };
}

const answer = <T, U>(result: Result<T, NotManaged>, toMessage: (value: T) => U): Result<U, Refusal> =>
  result.ok ? ok(toMessage(result.value)) : err(refusals[result.reason]);

const keyOnly = (key: SchoolKey): { readonly key: SchoolKeyMessage } => ({ key: toWire(key) });

const isFaults = (reason: NotManaged | readonly KeyFault[]): reason is readonly KeyFault[] =>
  typeof reason === 'object';

const creating =
  (manage: Pick<ManageKeys, 'create'>) =>
  async (request: CreateSchoolKeyRequest, caller: Identity): Promise<Result<CreateSchoolKeyResponse, Refusal>> => {
    const created = await manage.create(request, caller);
    if (created.ok) {
      const { key, secret, signingSecret } = created.value;
      return ok({ key: toWire(key), secret, signingSecret, faults: [] });
    }
    const { reason } = created;
    if (!isFaults(reason)) return err(refusals[reason]);
    return ok({ key: undefined, secret: '', signingSecret: '', faults: reason.map((fault) => ({ ...fault })) });
  };

/** Lets the administrator and staff manage school keys. */
export function schoolKeysRpc(
  manage: ManageKeys,
  ports: { readonly verify: VerifyIdentity; readonly onFailure: (error: unknown) => void },
): SchoolKeysRpc {
  const ask = unary<Identity>(ports.verify, ports.onFailure);
  const create = creating(manage);

  return {
    definition: SchoolKeyServiceService,
    handlers: {
      listSchoolKeys: ask(async ({ orgUnit, limit, cursor }: ListSchoolKeysRequest, { caller }) => {
        const page = { orgUnit, cursor, limit: Math.min(limit > 0 ? limit : usualPage, mostOfPage) };
        return answer(await manage.list(page, caller), ({ keys, next }): ListSchoolKeysResponse => ({
          keys: keys.map(toWire),
          next,
        }));
      }),
      getSchoolKey: ask(async ({ id }: GetSchoolKeyRequest, { caller }) =>
        answer(await manage.get(id, caller), (key): GetSchoolKeyResponse => keyOnly(key)),
      ),
      createSchoolKey: ask((request: CreateSchoolKeyRequest, { caller }) => create(request, caller)),
      rotateSchoolKey: ask(async ({ id, ifVersion, graceMs }: RotateSchoolKeyRequest, { caller }) =>
        answer(
          await manage.rotate({ keyId: id, ifVersion, graceMs }, caller),
          ({ key, secret, signingSecret }): RotateSchoolKeyResponse => ({ key: toWire(key), secret, signingSecret }),
        ),
      ),
      revokeSchoolKey: ask(async ({ id, ifVersion, reason }: RevokeSchoolKeyRequest, { caller }) =>
        answer(await manage.revoke({ keyId: id, ifVersion, reason }, caller), (key): RevokeSchoolKeyResponse =>
          keyOnly(key),
        ),
      ),
    },
  };
}
