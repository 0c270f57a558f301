import type {
  Campaign as CampaignMessage,
  GetCoverageResponse,
  Round as RoundMessage,
  RoundEntry as EntryMessage,
  Sample as SampleMessage,
} from '@xiaomai/contracts/campaign';
import { wireClasses } from '../../hazards/out/hazard-message.ts';
import type { Campaign, Round, Sample } from '../domain/campaign.ts';
import type { RoundEntry } from '../domain/visit.ts';
import type { RoundCoverage } from '../flow/visit-units.ts';

const roundToWire = ({ n, start, end, types, isFrozen, isOver }: Round): RoundMessage => ({
  ...{ n, start, end, types: [...types], frozen: isFrozen, over: isOver },
});

export const sampleToWire = ({ isMajorOnly, hazards, ...sample }: Sample): SampleMessage => ({
  ...sample,
  majorOnly: isMajorOnly,
  hazards: [...hazards],
});

/** A campaign as it travels. */
export const campaignToWire = (campaign: Campaign): CampaignMessage => ({
  ...campaign,
  classes: campaign.classes.map((name) => wireClasses[name]),
  rounds: campaign.rounds.map(roundToWire),
  samples: campaign.samples.map(sampleToWire),
});

export const entryToWire = ({ isRegistered, isOver, orgName: _name, visits, ...entry }: RoundEntry): EntryMessage => ({
  ...entry,
  ...{ registered: isRegistered, over: isOver },
  visits: visits.map((visit) => ({ ...visit, hazards: [...visit.hazards] })),
});

export const coverageToWire = ({ round, missing, ...coverage }: RoundCoverage): GetCoverageResponse => ({
  ...coverage,
  round: roundToWire(round),
  missing: missing.map(({ orgUnit, orgName }) => ({ orgUnit, orgName })),
});
