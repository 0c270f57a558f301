import type { CampaignStore, RegisterStore } from './campaigns/flow/campaign-store.ts';
import { leadCampaigns, type LeadCampaigns } from './campaigns/flow/lead-campaigns.ts';
import { lookBack, type LookBack } from './campaigns/flow/look-back.ts';
import { runRounds, type RunRounds } from './campaigns/flow/run-rounds.ts';
import { visitUnits, type VisitUnits } from './campaigns/flow/visit-units.ts';
import type { Digest } from './campaigns/domain/campaign.ts';
import type { HazardReader, HazardStore } from './hazards/flow/hazard-store.ts';
import type { OrgUnits } from './hazards/flow/org-units.ts';
import type { LedgerFlows } from './service-hazards.ts';

/** What the campaigns are wired to. */
export type CampaignPorts = {
  readonly campaigns: CampaignStore;
  readonly registers: RegisterStore;
  readonly units: OrgUnits;
  readonly reader: Pick<HazardReader, 'list'>;
  readonly hazards: Pick<HazardStore, 'load'>;
  readonly ledger: Pick<LedgerFlows, 'register' | 'act' | 'announcer'>;
  readonly digest: Digest;
  readonly onFault: (error: unknown) => void;
};

/** What campaigns do, to be driven by calls and timers. */
export type CampaignFlows = {
  readonly campaigns: LeadCampaigns;
  readonly visits: VisitUnits;
  readonly lookBack: LookBack;
  readonly rounds: RunRounds;
};

/** Joins the flows: rounds, visits and look-backs → the ledger. */
export function wireCampaigns({
  registers,
  units,
  reader,
  ledger,
  digest,
  onFault,
  ...ports
}: CampaignPorts): CampaignFlows {
  const { publishTallies } = ledger.announcer;
  const rounds = runRounds({ campaigns: ports.campaigns, registers, units, publishTallies });
  const campaigns = leadCampaigns({ campaigns: ports.campaigns, units, keepOne: rounds.keepOne });
  const { find } = campaigns;
  return {
    campaigns,
    rounds,
    visits: visitUnits({ find, registers, units, register: ledger.register, publishTallies, onFault }),
    lookBack: lookBack({ campaigns, reader, hazards: ports.hazards, act: ledger.act, digest }),
  };
}
