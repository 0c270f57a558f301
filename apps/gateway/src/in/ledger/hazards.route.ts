import {
  hazardCommands,
  HazardQuery,
  HazardRegistration,
  HazardSummaryQuery,
  hazardVerbs,
  type HazardDetail,
  type HazardVerb,
} from '@xiaomai/gateway-api/hazard';
import { faultOf } from '@xiaomai/gateway-api/problem';
import { err, ok, type Result } from '@xiaomai/kernel';
import { parsePeriod } from '@xiaomai/period';
import type { z } from 'zod';

import type { Days, HazardFilter, Hazards } from '../../flow/ledger/hazards.ts';
import { hazardSummary } from '../../flow/ledger/paragraph.ts';
import { answered, refused, type Answered, type Asked, type Handle, type Refusal } from '../edge/answer.ts';
import { bodyOf, pathParam, queryOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

const onLedger = ['open', 'rectified'] as const;

function filterOf({
  state = [],
  severity = [],
  overdue = false,
  reopened = false,
  ...query
}: z.infer<typeof HazardQuery>): HazardFilter {
  const { class: classes = [], ...rest } = query;
  const states = state.flatMap((name) => (name === 'on-ledger' ? onLedger : [name]));
  return { ...rest, states: [...new Set(states)], classes, severities: severity, overdue, reopened };
}

const shown = (hazard: HazardDetail | undefined): Answered =>
  hazard === undefined ? refused('not-found') : answered(hazard, { ETag: hazard.etag });

// Strong tags only, and no "*": a command is on what the person saw.
const seenVersion = (ifMatch: string): number | undefined => {
  const version = /^"(\d{1,15})"$/.exec(ifMatch.trim())?.[1];
  return version === undefined ? undefined : Number(version);
};

const act =
  (hazards: Hazards, verb: HazardVerb): Handle =>
  async (asked) => {
    const { 'if-match': header } = asked.request.headers;
    if (header === undefined) return refused('precondition-required');
    const command = bodyOf<z.infer<(typeof hazardCommands)[HazardVerb]>>(hazardCommands[verb], asked);
    if (!command.ok) return command;
    const ifMatch = seenVersion(header);
    if (ifMatch === undefined) return refused('precondition-failed');
    const id = pathParam(asked, 'id');
    return shown(await hazards.act(asked.caller.token, { id, verb, ifMatch, command: command.value }));
  };

const register =
  (hazards: Hazards): Handle =>
  async (asked) => {
    const body = bodyOf(HazardRegistration, asked);
    if (!body.ok) return body;
    const { hazard, isNew } = await hazards.register(asked.caller.token, body.value);
    const headers = { ETag: hazard.etag, Location: `/api/v1/hazards/${encodeURIComponent(hazard.id)}` };
    return ok({ status: isNew ? 201 : 200, body: hazard, headers });
  };

type SummaryQuery = z.infer<typeof HazardSummaryQuery>;

// A period, or both days; not both ways, and not backwards.
function daysOf({ period, from, to }: SummaryQuery, { language }: Asked): Result<Days, Refusal> {
  const fault = (parameter: string) =>
    err<Refusal>({ code: 'invalid-request', errors: [faultOf('invalid-parameter', language, { parameter })] });
  if (period !== undefined) {
    const parsed = parsePeriod(period);
    const isAlone = from === undefined && to === undefined;
    return parsed.ok && isAlone ? ok({ from: parsed.value.start, to: parsed.value.end }) : fault('period');
  }
  if (from === undefined) return fault('from');
  return to === undefined || to < from ? fault('to') : ok({ from, to });
}

const summary =
  (hazards: Hazards): Handle =>
  async (asked) => {
    const query = queryOf(HazardSummaryQuery, asked);
    if (!query.ok) return query;
    const days = daysOf(query.value, asked);
    if (!days.ok) return days;
    const { token, identity } = asked.caller;
    const { orgUnit = identity.orgUnit } = query.value;
    const figures = await hazards.summarise(token, orgUnit, days.value);
    return answered(hazardSummary(figures, { orgUnit, ...days.value }));
  };

/** The hazard ledger and what people do to it. */
export const hazardRoutes = (hazards: Hazards): readonly Route[] => [
  {
    method: 'get',
    path: '/hazards',
    handle: async (asked) => {
      const query = queryOf(HazardQuery, asked);
      return query.ok ? answered(await hazards.list(asked.caller.token, filterOf(query.value))) : query;
    },
  },
  { method: 'post', path: '/hazards', handle: register(hazards) },
  { method: 'get', path: '/hazards/summary', handle: summary(hazards) },
  {
    method: 'get',
    path: '/hazards/:id',
    handle: async (asked) => shown(await hazards.get(asked.caller.token, pathParam(asked, 'id'))),
  },
  ...hazardVerbs.map((verb): Route => ({ method: 'post', path: `/hazards/:id/${verb}`, handle: act(hazards, verb) })),
];
