import { alertCommands, AlertQuery, alertVerbs, type AlertDetail, type AlertVerb } from '@xiaomai/gateway-api/alert';
import type { Language } from '@xiaomai/gateway-api/language';
import type { z } from 'zod';

import type { AlertFilter, Alerts } from '../../flow/alerts.ts';
import { answered, refused, type Answered, type Handle } from '../edge/answer.ts';
import { bodyOf, pathParam, queryOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

const notClosed = ['new', 'acknowledged', 'assigned', 'rectifying', 'in-review'] as const;

function filterOf(
  { state = [], condition = [], severity = [], overdue = false, ...rest }: z.infer<typeof AlertQuery>,
  language: Language,
): AlertFilter {
  const handlings = state.flatMap((name) => (name === 'open' ? notClosed : [name]));
  const states = { handlings: [...new Set(handlings)], conditions: condition, severities: severity };
  return { ...rest, ...states, overdue, language };
}

const shown = (alert: AlertDetail | undefined): Answered =>
  alert === undefined ? refused('not-found') : answered(alert, { ETag: alert.etag });

// Strong tags only, and no "*": a command is on what the person saw.
const seenVersion = (ifMatch: string): number | undefined => {
  const version = /^"(\d{1,15})"$/.exec(ifMatch.trim())?.[1];
  return version === undefined ? undefined : Number(version);
};

const act =
  (alerts: Alerts, verb: AlertVerb): Handle =>
  async (asked) => {
    const { 'if-match': header } = asked.request.headers;
    if (header === undefined) return refused('precondition-required');
    const command = bodyOf<z.infer<(typeof alertCommands)[AlertVerb]>>(alertCommands[verb], asked);
    if (!command.ok) return command;
    const ifMatch = seenVersion(header);
    if (ifMatch === undefined) return refused('precondition-failed');
    const order = { id: pathParam(asked, 'id'), verb, ifMatch, command: command.value, language: asked.language };
    return shown(await alerts.act(asked.caller.token, order));
  };

/** Alerts and what people do to them. */
export const alertRoutes = (alerts: Alerts): readonly Route[] => [
  {
    method: 'get',
    path: '/alerts',
    handle: async (asked) => {
      const query = queryOf(AlertQuery, asked);
      return query.ok ? answered(await alerts.list(asked.caller.token, filterOf(query.value, asked.language))) : query;
    },
  },
  {
    method: 'get',
    path: '/alerts/:id',
    handle: async (asked) => shown(await alerts.get(asked.caller.token, pathParam(asked, 'id'), asked.language)),
  },
  ...alertVerbs.map((verb): Route => ({ method: 'post', path: `/alerts/:id/${verb}`, handle: act(alerts, verb) })),
];
