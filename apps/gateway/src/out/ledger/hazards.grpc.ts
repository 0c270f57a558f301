import { HazardServiceClient } from '@xiaomai/contracts/hazard';
import type { ExportedHazard } from '@xiaomai/gateway-api/export';
import { call, createClient, openStream } from '@xiaomai/grpc';

import type { Hazards } from '../../flow/ledger/hazards.ts';
import { messagesOf } from '../messages.grpc.ts';
import { textOrNull } from '../wire/figure.ts';
import {
  exportedHazard,
  figuresFromWire,
  hazardDetailFromWire,
  hazardFromWire,
  reportToWire,
  wireClasses,
  wireSeverities,
  wireStates,
  wireVerbs,
} from '../wire/hazard.ts';

type Today = () => string;

async function* allOf(client: HazardServiceClient, token: string, today: Today): AsyncGenerator<ExportedHazard> {
  for await (const { hazards } of messagesOf(openStream(client.exportHazards.bind(client), {}, { token }))) {
    yield* hazards.map((hazard) => exportedHazard(hazard, today()));
  }
}

const writing = (client: HazardServiceClient, today: Today): Pick<Hazards, 'register' | 'act'> => ({
  register: async (token, { orgUnit, ...said }) => {
    const request = { orgUnit, hazard: reportToWire(said) };
    const { hazard, status } = await call(client.registerHazard.bind(client), request, { token });
    if (hazard === undefined) throw new Error('registered, but nothing came back');
    return { hazard: hazardDetailFromWire(hazard, today()), isNew: status === 'created' };
  },
  act: async (token, { id, verb, ifMatch, command: { note = '', links = [], on = '' } }) => {
    const request = { number: id, verb: wireVerbs[verb], ifMatch, note, links, on };
    const { hazard } = await call(client.actOnHazard.bind(client), request, { token });
    return hazard && hazardDetailFromWire(hazard, today());
  },
});

/** The ledger as the service `alert` answers for it. `today` is the calendar day in Asia/Shanghai. */
export function grpcHazards(address: string, today: Today): Hazards {
  const client = createClient(HazardServiceClient, address);
  return {
    ...writing(client, today),
    list: async (token, { orgUnit = '', campaign = '', cursor = '', overdue, reopened, limit, ...filter }) => {
      const request = {
        ...{ orgUnit, campaign, cursor, overdue, reopened, limit },
        states: filter.states.map((name) => wireStates[name]),
        classes: filter.classes.map((name) => wireClasses[name]),
        severities: filter.severities.map((name) => wireSeverities[name]),
      };
      const page = await call(client.listHazards.bind(client), request, { token });
      return { items: page.hazards.map((hazard) => hazardFromWire(hazard, today())), next: textOrNull(page.next) };
    },
    get: async (token, id) => {
      const { hazard } = await call(client.getHazard.bind(client), { number: id }, { token });
      return hazard && hazardDetailFromWire(hazard, today());
    },
    summarise: async (token, orgUnit, days) =>
      figuresFromWire(await call(client.summariseHazards.bind(client), { orgUnit, ...days }, { token })),
    all: (token) => allOf(client, token, today),
    stop: () => {
      client.close();
    },
  };
}
