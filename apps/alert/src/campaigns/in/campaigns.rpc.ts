import {
  CampaignServiceService,
  type AddRoundRequest,
  type AddRoundResponse,
  type Campaign as CampaignMessage,
  type CampaignServiceServer,
  type CreateCampaignRequest,
  type CreateCampaignResponse,
  type DrawSampleRequest,
  type DrawSampleResponse,
  type ExportRoundsRequest,
  type ExportRoundsResponse,
  type GetCampaignRequest,
  type GetCampaignResponse,
  type GetCoverageRequest,
  type GetCoverageResponse,
  type ListCampaignsRequest,
  type ListCampaignsResponse,
  type ListRechecksRequest,
  type ListRechecksResponse,
  type RecordRecheckRequest,
  type RecordRecheckResponse,
  type RecordVisitRequest,
  type RecordVisitResponse,
  type RoundEntry as EntryMessage,
  type Sample as SampleMessage,
} from '@xiaomai/contracts/campaign';
import type { Hazard as HazardMessage } from '@xiaomai/contracts/hazard';
import { refusal, serverStream, unary } from '@xiaomai/grpc';
import type { Identity, VerifyIdentity } from '@xiaomai/identity';
import { err, ok } from '@xiaomai/kernel';
import { shanghaiDay } from '@xiaomai/period';
import type { Hazard } from '../../hazards/domain/hazard.ts';
import { askerOf, refusalOfHazard } from '../../hazards/in/hazards.rpc.ts';
import type { Campaign, Sample } from '../domain/campaign.ts';
import type { RoundEntry } from '../domain/visit.ts';
import type { CampaignRefusal, LeadCampaigns, Person } from '../flow/lead-campaigns.ts';
import type { LookBack } from '../flow/look-back.ts';
import type { RoundCoverage, VisitUnitRefusal, VisitUnits } from '../flow/visit-units.ts';
import {
  cursorOf,
  missingPageFromWire,
  orderFromWire,
  pageFromWire,
  roundFromWire,
  sizeFromWire,
  visitFromWire,
} from './campaigns-request.parser.ts';

export type CampaignsRpcPorts = {
  readonly campaigns: LeadCampaigns;
  readonly visits: VisitUnits;
  readonly lookBack: LookBack;
  readonly toWire: (campaign: Campaign) => CampaignMessage;
  readonly coverageToWire: (coverage: RoundCoverage) => GetCoverageResponse;
  readonly rounds: () => AsyncIterable<readonly RoundEntry[]>;
  readonly entryToWire: (entry: RoundEntry) => EntryMessage;
  readonly sampleToWire: (sample: Sample) => SampleMessage;
  readonly hazardToWire: (hazard: Hazard) => HazardMessage;
  readonly verify: VerifyIdentity;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onFailure: (error: unknown) => void;
};

type Refused = ReturnType<typeof refusal>;
type Reason = CampaignRefusal | VisitUnitRefusal | 'nothing-to-draw';

const invalid = (what: string): Refused => refusal('INVALID_ARGUMENT', what);

const refusals: Readonly<Record<Reason, Refused>> = {
  'not-found': refusal('NOT_FOUND', 'no such campaign or round'),
  'not-your-role': refusal('PERMISSION_DENIED', 'not your role'),
  'unknown-org-unit': invalid('unknown-org-unit'),
  'date-in-future': invalid('date-in-future'),
  'no-types': invalid('invalid-field'),
  backwards: invalid('结束日期早于开始日期。It ends before it begins.'),
  'outside-campaign': invalid('轮次不在专项行动的日期之内。The round lies outside the campaign.'),
  'day-outside-round': invalid('检查日期不在本轮次之内。The day lies outside the round.'),
  'round-not-begun': refusal('FAILED_PRECONDITION', '本轮次尚未开始。The round has not begun yet.'),
  'campaign-exists': refusal('FAILED_PRECONDITION', '同名编号的专项行动已存在。There is a campaign of this id.'),
  'nothing-to-draw': refusal(
    'FAILED_PRECONDITION',
    '没有可抽查的已销号隐患。There is nothing struck off to draw from.',
  ),
  'written-too-fast': refusal('ABORTED', 'somebody else was faster'),
};

const personOf = (caller: Identity): Person => ({ ...askerOf(caller), name: caller.subject });

type Answer = ReturnType<typeof unary<Identity>>;

function reading({ campaigns, visits, toWire, coverageToWire }: CampaignsRpcPorts, answer: Answer) {
  return {
    listCampaigns: answer<ListCampaignsRequest, ListCampaignsResponse>(async (request, { caller }) => {
      const page = pageFromWire(request);
      if (!page.ok) return err(invalid(page.reason));
      const { campaigns: found, next } = await campaigns.list(personOf(caller), page.value);
      return ok({ campaigns: found.map(toWire), next: next === null ? '' : cursorOf(next) });
    }),
    getCampaign: answer<GetCampaignRequest, GetCampaignResponse>(async ({ id }, { caller }) => {
      const found = await campaigns.find(personOf(caller), id);
      return found.ok ? ok({ campaign: toWire(found.value) }) : err(refusals[found.reason]);
    }),
    getCoverage: answer<GetCoverageRequest, GetCoverageResponse>(async (request, { caller }) => {
      const page = missingPageFromWire(request);
      if (!page.ok) return err(invalid(page.reason));
      const coverage = await visits.coverage(personOf(caller), request, page.value);
      return coverage.ok ? ok(coverageToWire(coverage.value)) : err(refusals[coverage.reason]);
    }),
  };
}

function leading({ campaigns, toWire, now, newId }: CampaignsRpcPorts, answer: Answer) {
  return {
    createCampaign: answer<CreateCampaignRequest, CreateCampaignResponse>(async (request, { caller }) => {
      const order = orderFromWire(request, newId);
      if (!order.ok) return err(invalid(order.reason));
      const created = await campaigns.create(personOf(caller), order.value, now());
      return created.ok ? ok({ campaign: toWire(created.value) }) : err(refusals[created.reason]);
    }),
    addRound: answer<AddRoundRequest, AddRoundResponse>(async (request, { caller }) => {
      const round = roundFromWire(request);
      if (!round.ok) return err(invalid(round.reason));
      const added = await campaigns.addRound(personOf(caller), round.value, now());
      return added.ok ? ok({ campaign: toWire(added.value) }) : err(refusals[added.reason]);
    }),
  };
}

function inspecting({ visits, now, newId }: CampaignsRpcPorts, answer: Answer) {
  return {
    recordVisit: answer<RecordVisitRequest, RecordVisitResponse>(async (request, { caller }) => {
      const at = now();
      const registrar = { at, today: shanghaiDay(at), by: caller.subject, newRef: newId };
      const visit = visitFromWire(request, registrar);
      if (!visit.ok) return err(invalid(visit.reason));
      const visited = await visits.record(personOf(caller), visit.value);
      if (!visited.ok) return err(refusals[visited.reason]);
      const { hazards, isNew } = visited.value;
      return ok({ ref: visit.value.ref, hazards: [...hazards], created: isNew });
    }),
  };
}

function lookingBack({ lookBack, toWire, sampleToWire, hazardToWire, now, newId }: CampaignsRpcPorts, answer: Answer) {
  return {
    drawSample: answer<DrawSampleRequest, DrawSampleResponse>(async (request, { caller }) => {
      const size = sizeFromWire(request);
      if (!size.ok) return err(invalid(size.reason));
      const id = newId().slice(0, 8);
      const drawn = await lookBack.draw(personOf(caller), {
        ...{ campaign: request.campaign, id, drawnAt: now(), seed: newId(), size: size.value },
        isMajorOnly: request.majorOnly,
      });
      return drawn.ok ? ok({ campaign: toWire(drawn.value), sample: id }) : err(refusals[drawn.reason]);
    }),
    listRechecks: answer<ListRechecksRequest, ListRechecksResponse>(async (request, { caller }) => {
      const page = missingPageFromWire(request);
      if (!page.ok) return err(invalid(page.reason));
      const listed = await lookBack.list(personOf(caller), request, page.value);
      if (!listed.ok) return err(refusals[listed.reason]);
      const { sample, hazards, ...figures } = listed.value;
      const brief = hazards.map((hazard) => hazardToWire({ ...hazard, timeline: [] }));
      return ok({ ...figures, sample: sampleToWire(sample), hazards: brief });
    }),
    recordRecheck: answer<RecordRecheckRequest, RecordRecheckResponse>(async (request, { caller }) => {
      const { campaign, sample, hazard, passed, note } = request;
      const at = now();
      const command = {
        ...({ kind: 'handle', verb: 'recheck', at, today: shanghaiDay(at), by: caller.subject } as const),
        ...{ handlingVersion: 0, note: note.slice(0, 2_000), links: [], on: '', sample, passed },
      };
      const checked = await lookBack.recheck(personOf(caller), { campaign, sample, hazard, command });
      return checked.ok ? ok({ hazard: hazardToWire(checked.value) }) : err(refusalOfHazard(checked.reason));
    }),
  };
}

async function* exported({ rounds, entryToWire }: CampaignsRpcPorts): AsyncIterable<ExportRoundsResponse> {
  for await (const entries of rounds()) yield { entries: entries.map(entryToWire) };
}

export type CampaignsRpc = {
  readonly definition: typeof CampaignServiceService;
  readonly handlers: CampaignServiceServer;
};

/** Campaigns, their rounds, visits and look-backs, each within the subtree that the caller may see. */
export function campaignsRpc(ports: CampaignsRpcPorts): CampaignsRpc {
  const answer = unary<Identity>(ports.verify, ports.onFailure);
  return {
    definition: CampaignServiceService,
    handlers: {
      ...reading(ports, answer),
      ...leading(ports, answer),
      ...inspecting(ports, answer),
      ...lookingBack(ports, answer),
      exportRounds: serverStream<Identity>(
        ports.verify,
        ports.onFailure,
      )<ExportRoundsRequest, ExportRoundsResponse>((_, { caller }) =>
        Promise.resolve(caller.role === 'admin' ? ok(exported(ports)) : err(refusals['not-your-role'])),
      ),
    },
  };
}
