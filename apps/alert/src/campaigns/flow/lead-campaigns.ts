import { err, ok, type Result } from '@xiaomai/kernel';
import type { Actor } from '../../alerts/flow/act-on-alert.ts';
import type { Asker } from '../../alerts/flow/query-alerts.ts';
import type { OrgUnits } from '../../hazards/flow/org-units.ts';
import { withRound, type Campaign, type Round, type RoundRefusal } from '../domain/campaign.ts';
import {
  isInLine,
  type CampaignPage,
  type CampaignPlace,
  type CampaignRecord,
  type CampaignStore,
} from './campaign-store.ts';
import type { RunRounds } from './run-rounds.ts';

export type Person = Asker & Actor & { readonly name: string };

export type CampaignRefusal =
  RoundRefusal | 'not-found' | 'not-your-role' | 'unknown-org-unit' | 'campaign-exists' | 'written-too-fast';

/** A campaign as it is ordered. */
export type CampaignOrder = Pick<Campaign, 'id' | 'name' | 'orgUnit' | 'classes' | 'start' | 'end'>;

export type LeadCampaigns = {
  readonly create: (person: Person, order: CampaignOrder, at: number) => Promise<Result<Campaign, CampaignRefusal>>;
  readonly find: (person: Person, id: string) => Promise<Result<Campaign, 'not-found'>>;
  readonly list: (
    person: Person,
    page: CampaignPage,
  ) => Promise<{ readonly campaigns: readonly Campaign[]; readonly next: CampaignPlace | null }>;
  readonly addRound: (
    person: Person,
    round: Pick<Round, 'start' | 'end' | 'types'> & { readonly campaign: string },
    at: number,
  ) => Promise<Result<Campaign, CampaignRefusal>>;
  /** Changes a campaign by the present state of it, again when somebody came in between. */
  readonly change: (
    id: string,
    change: (campaign: Campaign) => Result<Campaign, CampaignRefusal>,
  ) => Promise<Result<Campaign, CampaignRefusal>>;
};

type Needs = {
  readonly campaigns: CampaignStore;
  readonly units: Pick<OrgUnits, 'find'>;
  readonly keepOne: RunRounds['keepOne'];
};

const attempts = 20;

export const leads = ({ role }: Pick<Person, 'role'>): boolean => role === 'staff' || role === 'admin';

type Find = LeadCampaigns['find'];

const changing =
  ({ campaigns }: Pick<Needs, 'campaigns'>): LeadCampaigns['change'] =>
  async (id, decide) => {
    for (let left = attempts; left > 0; left -= 1) {
      const record: CampaignRecord | undefined = await campaigns.load(id);
      if (record === undefined) return err('not-found');
      const next = decide(record.campaign);
      if (!next.ok || (await campaigns.save({ rev: record.rev, campaign: next.value }))) return next;
    }
    return err('written-too-fast');
  };

const creating =
  ({ campaigns, units }: Needs): LeadCampaigns['create'] =>
  async (person, order, at) => {
    if (!leads(person)) return err('not-your-role');
    const unit = await units.find(order.orgUnit);
    if (unit === undefined || !person.maySee(unit.path)) return err('unknown-org-unit');
    if (order.end < order.start) return err('backwards');
    const campaign: Campaign = {
      ...{ ...order, orgName: unit.orgName, path: unit.path, rounds: [], samples: [] },
      ...{ createdAt: at, createdBy: person.name, version: 1 },
    };
    return (await campaigns.save({ rev: null, campaign })) ? ok(campaign) : err('campaign-exists');
  };

const adding =
  (find: Find, change: LeadCampaigns['change'], keepOne: RunRounds['keepOne']): LeadCampaigns['addRound'] =>
  async (person, { campaign: id, ...round }, at) => {
    const found = await find(person, id);
    if (!found.ok) return found;
    if (!leads(person) || !person.maySee(found.value.path)) return err('not-your-role');
    const added = await change(id, (campaign) => withRound(campaign, round));
    if (!added.ok) return added;
    return ok((await keepOne(id, at)) ?? added.value);
  };

export function leadCampaigns(needs: Needs): LeadCampaigns {
  const { campaigns, keepOne } = needs;
  const find: Find = async (person, id) => {
    const record = await campaigns.load(id);
    return record !== undefined && isInLine(record.campaign, person.path) ? ok(record.campaign) : err('not-found');
  };
  const change = changing(needs);
  return {
    ...{ find, change, create: creating(needs), addRound: adding(find, change, keepOne) },
    list: async (person, { after, limit }) => {
      const found = await campaigns.list(person.path, { after, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const isMore = found.length > limit && last !== undefined;
      return { campaigns: page, next: isMore ? { start: last.start, id: last.id } : null };
    },
  };
}
