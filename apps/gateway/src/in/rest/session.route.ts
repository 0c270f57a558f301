import type { Me } from '@xiaomai/gateway-api/me';

import { answered } from '../edge/answer.ts';
import type { Route } from '../edge/router.ts';

/** Who is asking. */
export const sessionRoutes = (): readonly Route[] => [
  {
    method: 'get',
    path: '/me',
    handle: ({ caller: { identity } }) => {
      const { subject, role, orgUnit, path, datasets } = identity;
      return Promise.resolve(
        answered({ subject, name: subject, role, orgUnit, path, datasets: [...datasets] } satisfies Me),
      );
    },
  },
];
