import { shanghaiDay } from '@xiaomai/period';
import type { PublishTallies } from '../../hazards/flow/announce.ts';
import type { OrgUnits } from '../../hazards/flow/org-units.ts';
import { duties, markRound, roundKey, type Campaign, type Round } from '../domain/campaign.ts';
import type { RoundEntry } from '../domain/visit.ts';
import type { CampaignRecord, CampaignStore, RegisterStore, UntoldEntry } from './campaign-store.ts';

type Needs = {
  readonly campaigns: Pick<CampaignStore, 'load' | 'save' | 'running'>;
  readonly registers: Pick<RegisterStore, 'add' | 'end' | 'untold' | 'markTold'>;
  readonly units: Pick<OrgUnits, 'below'>;
  readonly publishTallies: PublishTallies;
};

/** What the clock does to rounds. */
export type RunRounds = {
  /** Takes the registers of rounds that have begun; ends rounds whose last day has passed. */
  readonly keep: (at: number) => Promise<void>;
  /** The same for one campaign; its newest state. */
  readonly keepOne: (id: string, at: number) => Promise<Campaign | undefined>;
  /** Counts anew what nobody has been told of since before an instant; returns how many units that were. */
  readonly relay: (before: number) => Promise<number>;
};

const relayed = 1_000;

const entryOf = (round: Round, key: string, unit: Pick<RoundEntry, 'orgUnit' | 'orgName' | 'path'>): RoundEntry => ({
  ...{ round: key, orgUnit: unit.orgUnit, orgName: unit.orgName, path: unit.path },
  ...{ start: round.start, end: round.end, isRegistered: true, isOver: false, visits: [] },
});

function changedDays(entries: readonly UntoldEntry[]): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const { orgUnit, since } of entries) {
    const known = days.get(orgUnit);
    if (known === undefined || since < known) days.set(orgUnit, since);
  }
  return days;
}

export function runRounds({ campaigns, registers, units, publishTallies }: Needs): RunRounds {
  const freeze = async ({ id, orgUnit }: Campaign, round: Round): Promise<void> => {
    const found = await units.below(orgUnit, round.types, round.start);
    await registers.add(found.map((unit) => entryOf(round, roundKey(id, round.n), unit)));
  };

  // The register and its end are written first and may be written twice: the campaign says so only afterwards.
  const advance = async ({ rev, campaign }: CampaignRecord, today: string): Promise<void> => {
    let next = campaign;
    for (const round of duties(next, today).freeze) {
      await freeze(campaign, round);
      next = markRound(next, round.n, 'isFrozen');
    }
    for (const round of duties(next, today).end) {
      await registers.end(roundKey(campaign.id, round.n));
      next = markRound(next, round.n, 'isOver');
    }
    if (next !== campaign) await campaigns.save({ rev, campaign: next });
  };

  return {
    keep: async (at) => {
      for (const record of await campaigns.running()) await advance(record, shanghaiDay(at));
    },
    keepOne: async (id, at) => {
      const record = await campaigns.load(id);
      if (record !== undefined) await advance(record, shanghaiDay(at));
      return (await campaigns.load(id))?.campaign;
    },
    relay: async (before) => {
      const left = await registers.untold(before, relayed);
      await publishTallies(changedDays(left));
      await registers.markTold(left);
      return left.length;
    },
  };
}
