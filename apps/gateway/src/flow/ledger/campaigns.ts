import type {
  Campaign,
  CampaignOrder,
  LookBack,
  RecheckOrder,
  RecordedVisit,
  RoundCoverage,
  RoundOrder,
  Sample,
  SampleOrder,
  VisitOrder,
} from '@xiaomai/gateway-api/campaign';
import type { ExportedRoundEntry } from '@xiaomai/gateway-api/export';
import type { HazardDetail } from '@xiaomai/gateway-api/hazard';
import type { List } from '@xiaomai/gateway-api/list';

export type CampaignPage = { readonly limit: number; readonly cursor?: string | undefined };
export type SamplePlace = { readonly campaign: string; readonly sample: string };
export type RoundPlace = { readonly campaign: string; readonly n: number };

/** Campaigns, as `alert` keeps them. */
export type Campaigns = {
  readonly create: (token: string, order: CampaignOrder) => Promise<Campaign>;
  readonly list: (token: string, page: CampaignPage) => Promise<List<Campaign>>;
  readonly get: (token: string, id: string) => Promise<Campaign>;
  readonly addRound: (token: string, campaign: string, order: RoundOrder) => Promise<Campaign>;
  readonly coverage: (token: string, place: RoundPlace, page: CampaignPage) => Promise<RoundCoverage>;
  readonly visit: (
    token: string,
    place: RoundPlace,
    order: VisitOrder,
  ) => Promise<{ readonly visit: RecordedVisit; readonly isNew: boolean }>;
  readonly draw: (token: string, campaign: string, order: SampleOrder) => Promise<Sample>;
  readonly lookBack: (token: string, place: SamplePlace, page: CampaignPage) => Promise<LookBack>;
  readonly recheck: (token: string, place: SamplePlace, order: RecheckOrder) => Promise<HazardDetail>;
  readonly rounds: (token: string) => AsyncIterable<ExportedRoundEntry>;
  readonly stop: () => void;
};
