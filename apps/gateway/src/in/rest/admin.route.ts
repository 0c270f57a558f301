import { exportNames, type ExportName } from '@xiaomai/gateway-api/export';
import { Republish } from '@xiaomai/gateway-api/republish';
import { ok } from '@xiaomai/kernel';

import type { Submissions } from '../../flow/submissions.ts';
import { answered, forAdmin } from '../edge/answer.ts';
import { linesOf } from '../edge/lines.ts';
import { bodyOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

/** Everything stored of each kind, one by one. */
export type Exports = Readonly<Record<ExportName, (token: string) => AsyncIterable<unknown>>>;

const linesPerPiece = 100;

/** What only the administrator does. */
export const adminRoutes = (exports: Exports, submissions: Pick<Submissions, 'republish'>): readonly Route[] => [
  ...exportNames.map((name): Route => ({
    method: 'get',
    path: `/admin/export/${name}`,
    handle: forAdmin(({ caller }) =>
      Promise.resolve(
        ok({
          stream: linesOf(exports[name](caller.token), linesPerPiece),
          headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8' },
        }),
      ),
    ),
  })),
  {
    method: 'post',
    path: '/admin/republish',
    handle: forAdmin(async (asked) => {
      const body = bodyOf(Republish, asked);
      if (!body.ok) return body;
      return answered({ sent: await submissions.republish(asked.caller.token, Date.parse(body.value.from)) });
    }),
  },
];
