import type { FaultCode } from '@xiaomai/gateway-api/fault-code';
import { AsOfQuery, OrgUnitImport, OrgUnitQuery, type OrgUnitEntry } from '@xiaomai/gateway-api/org-unit';
import { faultOf } from '@xiaomai/gateway-api/problem';

import type { OrgTree, OrgUnitFault } from '../../flow/org-tree.ts';
import { answered, forAdmin, refused, type Answered, type Asked } from '../edge/answer.ts';
import { bodyOf, pathParam, queryOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

const codes: Record<OrgUnitFault['rule'], FaultCode> = {
  'invalid-id': 'invalid-org-unit-id',
  'unknown-parent': 'unknown-parent',
  cycle: 'org-unit-cycle',
  'second-root': 'second-root',
};

function refusedImport(
  faults: readonly OrgUnitFault[],
  entries: readonly OrgUnitEntry[],
  { language }: Asked,
): Answered {
  const errors = faults.map(({ unit, rule }) => {
    const pointer = `/orgUnits/${entries.findIndex(({ id }) => id === unit)}`;
    return faultOf(codes[rule], language, { pointer, value: unit });
  });
  return refused('unprocessable', { errors });
}

/** The tree of org units. */
export const orgUnitRoutes = (tree: OrgTree): readonly Route[] => [
  {
    method: 'get',
    path: '/org-units',
    handle: async (asked) => {
      const query = queryOf(OrgUnitQuery, asked);
      return query.ok ? answered(await tree.list(asked.caller.token, query.value)) : query;
    },
  },
  {
    method: 'get',
    path: '/org-units/:id',
    handle: async (asked) => {
      const query = queryOf(AsOfQuery, asked);
      if (!query.ok) return query;
      const unit = await tree.get(asked.caller.token, pathParam(asked, 'id'), query.value.asOf ?? '');
      return unit === undefined ? refused('not-found') : answered(unit);
    },
  },
  {
    method: 'post',
    path: '/org-units',
    handle: forAdmin(async (asked) => {
      const body = bodyOf(OrgUnitImport, asked);
      if (!body.ok) return body;
      const { orgUnits } = body.value;
      const outcome = await tree.import(asked.caller.token, orgUnits);
      return outcome.ok ? answered(outcome.value) : refusedImport(outcome.reason, orgUnits, asked);
    }),
  },
];
