import { AlertServiceClient } from '@xiaomai/contracts/alert';
import type { ExportedAlert } from '@xiaomai/gateway-api/export';
import { call, createClient, openStream } from '@xiaomai/grpc';

import type { Alerts } from '../flow/alerts.ts';
import { messagesOf } from './messages.grpc.ts';
import { alertDetailFromWire, alertFromWire } from './wire/alert.ts';
import { wireConditions, wireHandlings, wireSeverities, wireVerbs } from './wire/enum-names.ts';
import { exportedAlert } from './wire/exported.ts';
import { textOrNull } from './wire/figure.ts';

async function* allOf(client: AlertServiceClient, token: string, now: () => number): AsyncGenerator<ExportedAlert> {
  for await (const { alerts } of messagesOf(openStream(client.exportAlerts.bind(client), {}, { token }))) {
    yield* alerts.map((alert) => exportedAlert(alert, now()));
  }
}

export function grpcAlerts(address: string, now: () => number): Alerts {
  const client = createClient(AlertServiceClient, address);
  return {
    list: async (token, { orgUnit = '', indicator = '', assignee = '', cursor = '', language, ...filter }) => {
      const request = {
        ...{ orgUnit, indicator, assignee, cursor, overdue: filter.overdue, limit: filter.limit },
        conditions: filter.conditions.map((name) => wireConditions[name]),
        handlings: filter.handlings.map((name) => wireHandlings[name]),
        severities: filter.severities.map((name) => wireSeverities[name]),
      };
      const page = await call(client.listAlerts.bind(client), request, { token });
      return {
        items: page.alerts.map((alert) => alertFromWire(alert, { nowMs: now(), language })),
        next: textOrNull(page.next),
      };
    },
    get: async (token, id, language) => {
      const { alert } = await call(client.getAlert.bind(client), { id }, { token });
      return alert && alertDetailFromWire(alert, { nowMs: now(), language });
    },
    act: async (token, { id, verb, ifMatch, language, command: { note = '', assignee = '', links = [] } }) => {
      const evidence = verb === 'submit' ? { note, links } : undefined;
      const request = { id, verb: wireVerbs[verb], ifMatch, note, assignee, evidence };
      const { alert } = await call(client.actOnAlert.bind(client), request, { token });
      return alert && alertDetailFromWire(alert, { nowMs: now(), language });
    },
    all: (token) => allOf(client, token, now),
    stop: () => {
      client.close();
    },
  };
}
