import type { FaultCode } from '@xiaomai/gateway-api/fault-code';
import {
  OrgTreeChangeQuery,
  orgUnitCommands,
  orgUnitVerbs,
  type OrgUnitCommand,
  type OrgUnitVerb,
} from '@xiaomai/gateway-api/org-unit-command';
import { AsOfQuery, OrgUnitImport, OrgUnitQuery, type OrgUnitEntry } from '@xiaomai/gateway-api/org-unit';
import { faultOf } from '@xiaomai/gateway-api/problem';

import type { OrgTree, OrgUnitFault } from '../../flow/org-tree.ts';
import { answered, forAdmin, refused, type Answered, type Asked, type Handle } from '../edge/answer.ts';
import { bodyOf, pathParam, queryOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

const codes: Record<OrgUnitFault['rule'], FaultCode> = {
  'invalid-id': 'invalid-org-unit-id',
  'unknown-parent': 'unknown-parent',
  cycle: 'org-unit-cycle',
  'second-root': 'second-root',
  'unknown-stretch': 'unknown-stretch',
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

const etagOf = (version: number): string => `"${version}"`;

function seenVersion(ifMatch: string | undefined): number | undefined {
  const version = /^"(\d{1,15})"$/.exec(ifMatch?.trim() ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}

// What opens may be new: then there is nothing that could have been seen.
const act = (tree: OrgTree, verb: OrgUnitVerb): Handle =>
  forAdmin(async (asked) => {
    const { 'if-match': header } = asked.request.headers;
    if (header === undefined && verb !== 'open') return refused('precondition-required');
    const body = bodyOf<Omit<OrgUnitCommand, 'verb'>>(orgUnitCommands[verb], asked);
    if (!body.ok) return body;
    const seen = seenVersion(header);
    if (header !== undefined && seen === undefined) return refused('precondition-failed');
    const command = { ...body.value, verb } as OrgUnitCommand;
    const done = await tree.change(asked.caller.token, { id: pathParam(asked, 'id'), ifMatch: seen ?? 0, command });
    if (done.ok) return answered(done.value);
    const errors = done.reason.map(({ rule, pointer, value }) => faultOf(rule, asked.language, { pointer, value }));
    return refused('unprocessable', { errors });
  });

// Nobody but the administrator changes the tree; every bureau may know what became of its own part of it.
const changes =
  (tree: OrgTree): Handle =>
  async (asked) => {
    const { role } = asked.caller.identity;
    if (role !== 'admin' && role !== 'staff' && role !== 'leader') return refused('forbidden');
    const query = queryOf(OrgTreeChangeQuery, asked);
    if (!query.ok) return query;
    const { orgUnit, limit, cursor } = query.value;
    return answered(await tree.changes(asked.caller.token, { orgUnit, limit, before: Number(cursor ?? 0) }));
  };

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
      return unit === undefined ? refused('not-found') : answered(unit, { ETag: etagOf(unit.version) });
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
  ...orgUnitVerbs.map((verb): Route => ({ method: 'post', path: `/org-units/:id/${verb}`, handle: act(tree, verb) })),
  { method: 'get', path: '/org-tree/changes', handle: changes(tree) },
];
