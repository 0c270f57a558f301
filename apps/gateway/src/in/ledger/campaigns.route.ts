import {
  CampaignOrder,
  CampaignQuery,
  CoverageQuery,
  RecheckOrder,
  RoundOrder,
  SampleOrder,
  SampleQuery,
  VisitOrder,
} from '@xiaomai/gateway-api/campaign';
import { ok, type Result } from '@xiaomai/kernel';
import type { z } from 'zod';

import type { Campaigns, RoundPlace, SamplePlace } from '../../flow/ledger/campaigns.ts';
import { answered, refused, type Answered, type Asked, type Handle } from '../edge/answer.ts';
import { bodyOf, pathParam, queryOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

const campaignOf = (asked: Asked): string => pathParam(asked, 'id');
const sampleOf = (asked: Asked): SamplePlace => ({ campaign: campaignOf(asked), sample: pathParam(asked, 'sample') });
const created = (body: unknown, place: string): Answered =>
  ok({ status: 201, body, headers: { Location: `/api/v1/campaigns/${place}` } });

function roundOf(asked: Asked): Result<RoundPlace, ReturnType<typeof refused>['reason']> {
  const text = pathParam(asked, 'n');
  return /^[1-9]\d{0,3}$/.test(text) ? ok({ campaign: campaignOf(asked), n: Number(text) }) : refused('not-found');
}

/** A handler of a parsed body. */
const taking =
  <T>(schema: z.ZodType<T>, take: (asked: Asked, body: T) => Promise<Answered>): Handle =>
  async (asked) => {
    const body = bodyOf(schema, asked);
    return body.ok ? take(asked, body.value) : body;
  };

const visiting = (campaigns: Campaigns): Handle =>
  taking(VisitOrder, async (asked, order) => {
    const place = roundOf(asked);
    if (!place.ok) return place;
    const { visit, isNew } = await campaigns.visit(asked.caller.token, place.value, order);
    return ok({ status: isNew ? 201 : 200, body: visit });
  });

const covering =
  (campaigns: Campaigns): Handle =>
  async (asked) => {
    const query = queryOf(CoverageQuery, asked);
    const place = roundOf(asked);
    if (!query.ok || !place.ok) return query.ok ? (place as Answered) : query;
    return answered(await campaigns.coverage(asked.caller.token, place.value, query.value));
  };

const leading = (campaigns: Campaigns): readonly Route[] => [
  {
    method: 'get',
    path: '/campaigns',
    handle: async (asked) => {
      const query = queryOf(CampaignQuery, asked);
      return query.ok ? answered(await campaigns.list(asked.caller.token, query.value)) : query;
    },
  },
  {
    method: 'post',
    path: '/campaigns',
    handle: taking(CampaignOrder, async ({ caller }, order) => {
      const campaign = await campaigns.create(caller.token, order);
      return created(campaign, campaign.id);
    }),
  },
  {
    method: 'get',
    path: '/campaigns/:id',
    handle: async (asked) => answered(await campaigns.get(asked.caller.token, campaignOf(asked))),
  },
  {
    method: 'post',
    path: '/campaigns/:id/rounds',
    handle: taking(RoundOrder, async (asked, order) => {
      const campaign = await campaigns.addRound(asked.caller.token, campaignOf(asked), order);
      return created(campaign, `${campaign.id}/rounds/${String(campaign.rounds.length)}`);
    }),
  },
];

/** Campaigns, their rounds, visits and look-backs. */
export const campaignRoutes = (campaigns: Campaigns): readonly Route[] => [
  ...leading(campaigns),
  { method: 'get', path: '/campaigns/:id/rounds/:n', handle: covering(campaigns) },
  { method: 'post', path: '/campaigns/:id/rounds/:n/visits', handle: visiting(campaigns) },
  {
    method: 'post',
    path: '/campaigns/:id/samples',
    handle: taking(SampleOrder, async (asked, order) =>
      created(await campaigns.draw(asked.caller.token, campaignOf(asked), order), campaignOf(asked)),
    ),
  },
  {
    method: 'get',
    path: '/campaigns/:id/samples/:sample',
    handle: async (asked) => {
      const query = queryOf(SampleQuery, asked);
      return query.ok ? answered(await campaigns.lookBack(asked.caller.token, sampleOf(asked), query.value)) : query;
    },
  },
  {
    method: 'post',
    path: '/campaigns/:id/samples/:sample/rechecks',
    handle: taking(RecheckOrder, async (asked, order) => {
      return answered(await campaigns.recheck(asked.caller.token, sampleOf(asked), order));
    }),
  },
];
