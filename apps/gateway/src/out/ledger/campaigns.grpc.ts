import {
  CampaignServiceClient,
  type Campaign as WireCampaign,
  type GetCoverageResponse,
  type ListRechecksResponse,
} from '@xiaomai/contracts/campaign';
import type { Campaign, LookBack, RoundCoverage, Sample } from '@xiaomai/gateway-api/campaign';
import type { ExportedRoundEntry } from '@xiaomai/gateway-api/export';
import { call, createClient, openStream } from '@xiaomai/grpc';

import { messagesOf } from '../messages.grpc.ts';
import type { Campaigns } from '../../flow/ledger/campaigns.ts';
import { rateOf } from '../../flow/ledger/paragraph.ts';
import { instant, textOrNull } from '../wire/figure.ts';
import { className, hazardDetailFromWire, hazardFromWire, reportToWire, wireClasses } from '../wire/hazard.ts';

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the answer is empty');
  return value;
}

const sampleFromWire = ({ drawnAt, ...sample }: WireCampaign['samples'][number]): Sample => ({
  ...sample,
  drawnAt: instant(drawnAt),
});

function campaignFromWire(wire: WireCampaign | undefined): Campaign {
  const { path: _path, createdAt, classes, samples, ...campaign } = present(wire);
  return {
    ...campaign,
    classes: classes.map(className),
    samples: samples.map(sampleFromWire),
    createdAt: instant(createdAt),
  };
}

const coverageFromWire = ({
  round,
  registered,
  visited,
  visits,
  missing,
  next,
}: GetCoverageResponse): RoundCoverage => ({
  ...{ round: present(round), registered, visited, visits, coverage: rateOf(visited, registered) },
  missing: { items: missing, next: textOrNull(next) },
});

const lookBackFromWire = ({ sample, hazards, next, ...figures }: ListRechecksResponse, today: string): LookBack => {
  const drawn = sampleFromWire(present(sample));
  const items = hazards.map((hazard) => ({
    hazard: hazardFromWire(hazard, today),
    recheck: hazard.rechecks.find((recheck) => recheck.sample === drawn.id) ?? null,
  }));
  return { ...figures, sample: drawn, items, next: textOrNull(next) };
};

async function* roundsOf(client: CampaignServiceClient, token: string): AsyncGenerator<ExportedRoundEntry> {
  for await (const { entries } of messagesOf(openStream(client.exportRounds.bind(client), {}, { token }))) {
    yield* entries.map(({ round, visits, ...entry }) => ({
      ...entry,
      ...{ campaign: round.slice(0, round.indexOf('|')), n: Number(round.slice(round.indexOf('|') + 1)) },
      visits: visits.map(({ at, ...visit }) => ({ ...visit, at: instant(at) })),
    }));
  }
}

const leading = (
  client: CampaignServiceClient,
): Pick<Campaigns, 'create' | 'addRound' | 'list' | 'get' | 'coverage'> => ({
  create: async (token, { id = '', classes = [], ...order }) => {
    const request = { ...order, id, classes: classes.map((name) => wireClasses[name]) };
    return campaignFromWire((await call(client.createCampaign.bind(client), request, { token })).campaign);
  },
  addRound: async (token, campaign, order) => {
    const options = { token, deadlineMs: 30_000 };
    return campaignFromWire((await call(client.addRound.bind(client), { campaign, ...order }, options)).campaign);
  },
  list: async (token, { limit, cursor = '' }) => {
    const page = await call(client.listCampaigns.bind(client), { limit, cursor }, { token });
    return { items: page.campaigns.map(campaignFromWire), next: textOrNull(page.next) };
  },
  get: async (token, id) => campaignFromWire((await call(client.getCampaign.bind(client), { id }, { token })).campaign),
  coverage: async (token, place, { limit, cursor = '' }) =>
    coverageFromWire(await call(client.getCoverage.bind(client), { ...place, limit, cursor }, { token })),
});

/** Campaigns as the service `alert` answers for them. `today` is the calendar day in Asia/Shanghai. */
export function grpcCampaigns(address: string, today: () => string): Campaigns {
  const client = createClient(CampaignServiceClient, address);
  return {
    ...leading(client),
    visit: async (token, place, { ref = '', result = '', hazards = [], ...order }) => {
      const reports = hazards.map((hazard) => reportToWire({ ...hazard, foundOn: hazard.foundOn ?? order.day }));
      const request = { ...place, ...order, ref, result, hazards: reports };
      const { created, ...visit } = await call(client.recordVisit.bind(client), request, { token });
      return { visit, isNew: created };
    },
    draw: async (token, campaign, { size, majorOnly = false }) => {
      const drawn = await call(client.drawSample.bind(client), { campaign, size, majorOnly }, { token });
      return present(campaignFromWire(drawn.campaign).samples.find(({ id }) => id === drawn.sample));
    },
    lookBack: async (token, place, { limit, cursor = '' }) => {
      const answer = await call(client.listRechecks.bind(client), { ...place, limit, cursor }, { token });
      return lookBackFromWire(answer, today());
    },
    recheck: async (token, place, { hazard, passed, note = '' }) => {
      const request = { ...place, hazard, passed, note };
      const answer = await call(client.recordRecheck.bind(client), request, { token });
      return hazardDetailFromWire(present(answer.hazard), today());
    },
    rounds: (token) => roundsOf(client, token),
    stop: () => {
      client.close();
    },
  };
}
