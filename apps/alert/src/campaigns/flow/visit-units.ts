import { err, ok, type Result } from '@xiaomai/kernel';
import { shanghaiDay } from '@xiaomai/period';
import type { PublishTallies } from '../../hazards/flow/announce.ts';
import type { OrgUnits, UnitInTree } from '../../hazards/flow/org-units.ts';
import type { HazardReport, RegisterHazards } from '../../hazards/flow/register-hazards.ts';
import { roundKey, type Round } from '../domain/campaign.ts';
import {
  admitVisit,
  withVisit,
  type Coverage,
  type RoundEntry,
  type Visit,
  type VisitRefusal,
} from '../domain/visit.ts';
import type { RegisterStore } from './campaign-store.ts';
import { leads, type LeadCampaigns, type Person } from './lead-campaigns.ts';

export type VisitOrder = Pick<Visit, 'ref' | 'day' | 'inspector' | 'result' | 'at'> & {
  readonly campaign: string;
  readonly n: number;
  readonly orgUnit: string;
  readonly hazards: readonly HazardReport[];
};

export type VisitUnitRefusal = VisitRefusal | 'not-found' | 'not-your-role' | 'unknown-org-unit' | 'written-too-fast';
export type Visited = { readonly hazards: readonly string[]; readonly isNew: boolean };

/** Coverage of a round within what the asker may see, and what is missing. */
export type RoundCoverage = Coverage & {
  readonly round: Round;
  readonly missing: readonly Pick<RoundEntry, 'orgUnit' | 'orgName'>[];
  readonly next: string;
};

export type VisitUnits = {
  readonly record: (person: Person, order: VisitOrder) => Promise<Result<Visited, VisitUnitRefusal>>;
  readonly coverage: (
    person: Person,
    place: { readonly campaign: string; readonly n: number },
    page: { readonly after: string; readonly limit: number },
  ) => Promise<Result<RoundCoverage, 'not-found'>>;
};

type Needs = {
  readonly find: LeadCampaigns['find'];
  readonly registers: RegisterStore;
  readonly units: Pick<OrgUnits, 'find'>;
  readonly register: RegisterHazards;
  readonly publishTallies: PublishTallies;
  readonly onFault: (error: unknown) => void;
};

type Place = { readonly round: Round; readonly unit: UnitInTree };

const attempts = 20;

const unregistered = (key: string, { round, unit }: Place): RoundEntry => ({
  ...{ round: key, orgUnit: unit.orgUnit, orgName: unit.orgName, path: unit.path, start: round.start, end: round.end },
  ...{ isRegistered: false, isOver: round.isOver, visits: [] },
});

type RoundOf = (person: Person, campaign: string, n: number) => Promise<Round | undefined>;
type Written = Result<boolean, 'written-too-fast'>;

const placing =
  ({ units }: Needs, roundOf: RoundOf) =>
  async (person: Person, order: VisitOrder): Promise<Result<Place, VisitUnitRefusal>> => {
    const round = await roundOf(person, order.campaign, order.n);
    if (round === undefined) return err('not-found');
    if (!leads(person)) return err('not-your-role');
    const unit = await units.find(order.orgUnit);
    if (unit === undefined || !person.maySee(unit.path)) return err('unknown-org-unit');
    const admitted = admitVisit(round, order.day, shanghaiDay(order.at));
    return admitted.ok ? ok({ round, unit }) : admitted;
  };

const writing =
  ({ registers }: Needs) =>
  async (key: string, place: Place, visit: Visit): Promise<Written> => {
    for (let left = attempts; left > 0; left -= 1) {
      const stored = await registers.load(key, place.unit.orgUnit);
      const { rev, entry } = stored ?? { rev: null, entry: unregistered(key, place) };
      const next = withVisit(entry, visit);
      if (next === entry) return ok(false);
      if (await registers.save({ rev, entry: next })) return ok(true);
    }
    return err('written-too-fast');
  };

function recording(needs: Needs, roundOf: RoundOf): VisitUnits['record'] {
  const { register, publishTallies, onFault } = needs;
  const placeOf = placing(needs, roundOf);
  const written = writing(needs);
  return async (person, order) => {
    const place = await placeOf(person, order);
    if (!place.ok) return place;
    const { orgUnit, orgName, path, pathNames } = place.value.unit;
    const key = roundKey(order.campaign, order.n);
    // The hazards come first: a visit that is written names them all, and its repeat finds them by their refs.
    const reports = order.hazards.map((report) => ({ ...report, round: key }));
    const registered = reports.length === 0 ? [] : await register({ orgUnit, orgName, path, pathNames }, reports);
    const hazards = registered.map(({ record }) => record.number);
    const { ref, day, inspector, result, at } = order;
    const isNew = await written(key, place.value, { ref, day, inspector, result, hazards, at, by: person.name });
    if (!isNew.ok) return isNew;
    publishTallies(new Map([[orgUnit, day]])).catch(onFault);
    return ok({ hazards, isNew: isNew.value });
  };
}

export function visitUnits(needs: Needs): VisitUnits {
  const { find, registers } = needs;
  const roundOf: RoundOf = async (person, campaign, n) => {
    const found = await find(person, campaign);
    return found.ok ? found.value.rounds.find((round) => round.n === n) : undefined;
  };
  return {
    record: recording(needs, roundOf),
    coverage: async (person, { campaign, n }, { after, limit }) => {
      const round = await roundOf(person, campaign, n);
      if (round === undefined) return err('not-found');
      const key = roundKey(campaign, n);
      const [coverage, found] = await Promise.all([
        registers.coverage(key, person.path),
        registers.missing(key, person.path, { after, limit: limit + 1 }),
      ]);
      const missing = found.slice(0, limit);
      return ok({ ...coverage, round, missing, next: found.length > limit ? (missing.at(-1)?.orgUnit ?? '') : '' });
    },
  };
}
