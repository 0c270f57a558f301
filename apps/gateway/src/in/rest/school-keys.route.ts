import { faultOf } from '@xiaomai/gateway-api/problem';
import {
  SchoolKeyOrder,
  SchoolKeyQuery,
  SchoolKeyRevocation,
  SchoolKeyRotation,
  type SchoolKeyDetail,
} from '@xiaomai/gateway-api/school-key';
import { ok } from '@xiaomai/kernel';

import type { SchoolKeys } from '../../flow/school-keys.ts';
import { answered, refused, type Answered, type Asked, type Handle } from '../edge/answer.ts';
import { bodyOf, pathParam, queryOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

const dayMs = 86_400_000;

const shown = (key: SchoolKeyDetail | undefined): Answered =>
  key === undefined ? refused('not-found') : answered(key, { ETag: key.etag });

// Strong tags only, and no "*": what is done is done to the key that was seen.
function seenVersion({ request }: Asked): number | undefined {
  const version = /^"(\d{1,15})"$/.exec(request.headers['if-match']?.trim() ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}

// Schools and leaders have nothing to do with keys, whatever they name.
const forKeepers =
  (handle: Handle): Handle =>
  (asked) => {
    const { role } = asked.caller.identity;
    return role === 'admin' || role === 'staff' ? handle(asked) : Promise.resolve(refused('forbidden'));
  };

const create =
  (keys: SchoolKeys): Handle =>
  async (asked) => {
    const order = bodyOf(SchoolKeyOrder, asked);
    if (!order.ok) return order;
    const created = await keys.create(asked.caller.token, order.value);
    if (created.ok) {
      const location = `/api/v1/keys/${encodeURIComponent(created.value.id)}`;
      return ok({ status: 201, body: created.value, headers: { Location: location, ETag: created.value.etag } });
    }
    const errors = created.reason.map(({ code, ...place }) => faultOf(code, asked.language, place));
    return refused('unprocessable', { errors });
  };

const rotate =
  (keys: SchoolKeys): Handle =>
  async (asked) => {
    if (asked.request.headers['if-match'] === undefined) return refused('precondition-required');
    const rotation = bodyOf(SchoolKeyRotation, asked);
    if (!rotation.ok) return rotation;
    const ifVersion = seenVersion(asked);
    if (ifVersion === undefined) return refused('precondition-failed');
    const graceMs = Math.round(rotation.value.graceDays * dayMs);
    return shown(await keys.rotate(asked.caller.token, { id: pathParam(asked, 'id'), ifVersion, graceMs }));
  };

// In an emergency nobody has to look first.
const revoke =
  (keys: SchoolKeys): Handle =>
  async (asked) => {
    const revocation = bodyOf(SchoolKeyRevocation, asked);
    if (!revocation.ok) return revocation;
    const ifVersion = asked.request.headers['if-match'] === undefined ? 0 : seenVersion(asked);
    if (ifVersion === undefined) return refused('precondition-failed');
    const { reason } = revocation.value;
    return shown(await keys.revoke(asked.caller.token, { id: pathParam(asked, 'id'), ifVersion, reason }));
  };

/** School keys: for the administrator, and for staff within their subtree. */
export const schoolKeyRoutes = (keys: SchoolKeys): readonly Route[] => [
  {
    method: 'get',
    path: '/keys',
    handle: forKeepers(async (asked) => {
      const query = queryOf(SchoolKeyQuery, asked);
      return query.ok ? answered(await keys.list(asked.caller.token, query.value)) : query;
    }),
  },
  { method: 'post', path: '/keys', handle: forKeepers(create(keys)) },
  {
    method: 'get',
    path: '/keys/:id',
    handle: forKeepers(async (asked) => shown(await keys.get(asked.caller.token, pathParam(asked, 'id')))),
  },
  { method: 'post', path: '/keys/:id/rotate', handle: forKeepers(rotate(keys)) },
  { method: 'post', path: '/keys/:id/revoke', handle: forKeepers(revoke(keys)) },
];
