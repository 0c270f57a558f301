import { DueQuery } from '@xiaomai/gateway-api/due';
import { PeriodOrder, PeriodQuery } from '@xiaomai/gateway-api/period';

import type { DueTimes, Periods } from '../../flow/intake/periods.ts';
import { answered, refused, type Handle } from '../edge/answer.ts';
import { bodyOf, pathParam, queryOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

const deciding =
  (decide: Periods['close']): Handle =>
  async (asked) => {
    const { role } = asked.caller.identity;
    if (role !== 'staff' && role !== 'admin') return refused('forbidden');
    const order = bodyOf(PeriodOrder, asked);
    if (!order.ok) return order;
    const key = { dataset: pathParam(asked, 'dataset'), period: pathParam(asked, 'period') };
    const decided = await decide(asked.caller.token, { ...key, ...order.value });
    return decided === undefined ? refused('not-found') : answered(decided);
  };

/** By when datasets are due, and which of their periods are closed. */
export const periodRoutes = (periods: Periods, due: DueTimes): readonly Route[] => [
  {
    method: 'get',
    path: '/datasets/:dataset/due',
    handle: async (asked) => {
      const query = queryOf(DueQuery, asked);
      if (!query.ok) return query;
      return answered(await due.get(asked.caller.token, { dataset: pathParam(asked, 'dataset'), ...query.value }));
    },
  },
  {
    method: 'get',
    path: '/datasets/:dataset/periods',
    handle: async (asked) => {
      const query = queryOf(PeriodQuery, asked);
      if (!query.ok) return query;
      return answered(await periods.list(asked.caller.token, { dataset: pathParam(asked, 'dataset'), ...query.value }));
    },
  },
  { method: 'post', path: '/datasets/:dataset/periods/:period/close', handle: deciding(periods.close) },
  { method: 'post', path: '/datasets/:dataset/periods/:period/reopen', handle: deciding(periods.reopen) },
];
