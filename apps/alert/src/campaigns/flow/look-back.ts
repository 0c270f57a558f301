import { err, ok, type Result } from '@xiaomai/kernel';
import type { ActOnHazard, ActOnHazardRefusal } from '../../hazards/flow/act-on-hazard.ts';
import type { HazardReader, HazardStore } from '../../hazards/flow/hazard-store.ts';
import type { Hazard } from '../../hazards/domain/hazard.ts';
import type { HazardHandling } from '../../hazards/domain/decide-handling.ts';
import { draw, withSample, type Campaign, type Digest, type Sample } from '../domain/campaign.ts';
import { leads, type CampaignRefusal, type LeadCampaigns, type Person } from './lead-campaigns.ts';

export type SampleOrder = Pick<Sample, 'id' | 'drawnAt' | 'seed' | 'size' | 'isMajorOnly'> & {
  readonly campaign: string;
};
export type RecheckOrder = {
  readonly campaign: string;
  readonly sample: string;
  readonly hazard: string;
  readonly command: HazardHandling;
};

export type LookBack = {
  readonly draw: (person: Person, order: SampleOrder) => Promise<Result<Campaign, CampaignRefusal | 'nothing-to-draw'>>;
  readonly recheck: (person: Person, order: RecheckOrder) => Promise<Result<Hazard, ActOnHazardRefusal>>;
  /** What a look-back has drawn, as far as the person may see it; `after` is the number of a hazard, empty = from the first. */
  readonly list: (
    person: Person,
    place: { readonly campaign: string; readonly sample: string },
    page: { readonly after: string; readonly limit: number },
  ) => Promise<Result<LookedBack, 'not-found'>>;
};

/** A look-back with its hazards in the order in which they were drawn; `next` is the last of the page where there are more. */
export type LookedBack = {
  readonly sample: Sample;
  readonly drawn: number;
  readonly checked: number;
  readonly passed: number;
  readonly hazards: readonly Hazard[];
  readonly next: string;
};

type Needs = {
  readonly campaigns: Pick<LeadCampaigns, 'find' | 'change'>;
  readonly reader: Pick<HazardReader, 'list'>;
  readonly hazards: Pick<HazardStore, 'load'>;
  readonly act: ActOnHazard;
  readonly digest: Digest;
};

const pageSize = 500;

const listing =
  ({ campaigns, hazards }: Needs): LookBack['list'] =>
  async (person, place, { after, limit }) => {
    const found = await campaigns.find(person, place.campaign);
    const sample = found.ok ? found.value.samples.find(({ id }) => id === place.sample) : undefined;
    if (sample === undefined) return err('not-found');
    const drawn = (await hazards.load(sample.hazards)).flatMap(({ hazard }) =>
      hazard !== null && person.maySee(hazard.subject.path) ? [hazard] : [],
    );
    const checks = drawn.flatMap(({ rechecks }) => rechecks.filter((recheck) => recheck.sample === sample.id));
    const from = after === '' ? 0 : drawn.findIndex(({ number }) => number === after) + 1;
    const page = drawn.slice(from, from + limit);
    return ok({
      ...{ sample, drawn: drawn.length, checked: checks.length, hazards: page },
      passed: checks.filter(({ passed }) => passed).length,
      next: from + limit < drawn.length ? (page.at(-1)?.number ?? '') : '',
    });
  };

export function lookBack(needs: Needs): LookBack {
  const { campaigns, reader, act, digest } = needs;
  const candidatesOf = async (person: Person, { id, orgUnit }: Campaign, isMajorOnly: boolean): Promise<string[]> => {
    const filter = {
      ...{ within: orgUnit, path: person.path, states: ['struck-off'] as const, classes: [], overdueOn: '' },
      ...{ severities: isMajorOnly ? (['major'] as const) : [], campaign: id, isReopened: false },
    };
    const numbers: string[] = [];
    for (let after: Pick<Hazard, 'foundOn' | 'number'> | null = null; ;) {
      const page: readonly Hazard[] = await reader.list(filter, { after, limit: pageSize });
      numbers.push(...page.map(({ number }) => number));
      const last = page.at(-1);
      if (page.length < pageSize || last === undefined) return numbers;
      after = { foundOn: last.foundOn, number: last.number };
    }
  };

  return {
    list: listing(needs),
    draw: async (person, order) => {
      const found = await campaigns.find(person, order.campaign);
      if (!found.ok) return found;
      if (!leads(person)) return err('not-your-role');
      const candidates = await candidatesOf(person, found.value, order.isMajorOnly);
      if (candidates.length === 0) return err('nothing-to-draw');
      const { campaign, ...asked } = order;
      const sample: Sample = {
        ...{ ...asked, by: person.name, path: person.path, candidates: candidates.length },
        hazards: draw(candidates, order.size, { seed: order.seed, digest }),
      };
      return campaigns.change(campaign, (current) => ok(withSample(current, sample)));
    },
    recheck: async (person, { campaign, sample, hazard, command }) => {
      const found = await campaigns.find(person, campaign);
      const drawn = found.ok ? found.value.samples.find(({ id }) => id === sample) : undefined;
      if (drawn?.hazards.includes(hazard) !== true) return err({ reason: 'not-found' });
      return act(person, hazard, { ...command, sample });
    },
  };
}
