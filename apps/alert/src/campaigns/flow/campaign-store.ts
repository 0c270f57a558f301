import { leadsThrough } from '../../alerts/domain/seen-from.ts';
import type { DaySpan } from '../../hazards/domain/summary.ts';
import type { RoundLine } from '../../hazards/domain/tally.ts';
import type { Campaign } from '../domain/campaign.ts';
import type { Coverage, RoundEntry } from '../domain/visit.ts';

/** A campaign as it is stored. `rev` null = not stored yet. */
export type CampaignRecord = { readonly rev: string | null; readonly campaign: Campaign };

/** The campaign after which a page begins. */
export type CampaignPlace = { readonly start: string; readonly id: string };
export type CampaignPage = { readonly after: CampaignPlace | null; readonly limit: number };

/** A subtree: everything below `within`, as far as it lies below `path`. */
export type Subtree = { readonly within: string; readonly path: string };

/** Whether an org unit stands in a campaign's line of the tree: the campaign is about it, or about what is above or below it, as
 *  paths are now or were when the campaign was made. */
export const isInLine = ({ path }: Pick<Campaign, 'path'>, of: string): boolean =>
  leadsThrough(path, of) || leadsThrough(of, path);

export type CampaignStore = {
  readonly load: (id: string) => Promise<CampaignRecord | undefined>;
  /** Writes what is still as it was loaded; false = somebody else was first. */
  readonly save: (record: CampaignRecord) => Promise<boolean>;
  /** Campaigns of an org unit above, at or below the one at which a path ends; latest begun first. */
  readonly list: (path: string, page: CampaignPage) => Promise<readonly Campaign[]>;
  /** Campaigns with a round that is not over. */
  readonly running: () => Promise<readonly CampaignRecord[]>;
};

/** An entry as it is stored. `rev` null = not stored yet. */
export type EntryRecord = { readonly rev: string | null; readonly entry: RoundEntry };

export type RegisterStore = {
  /** Adds the units of a register that are not there yet. */
  readonly add: (entries: readonly RoundEntry[]) => Promise<void>;
  readonly load: (round: string, orgUnit: string) => Promise<EntryRecord | undefined>;
  /** Writes what is still as it was loaded; false = somebody else was first. */
  readonly save: (record: EntryRecord) => Promise<boolean>;
  /** Ends a round: whoever is not visited has been left out. */
  readonly end: (round: string) => Promise<void>;
  /** Coverage of a round as far as it lies below a path. */
  readonly coverage: (round: string, path: string) => Promise<Coverage>;
  /** Units of the register that nobody has visited, in the order of their ids. */
  readonly missing: (
    round: string,
    path: string,
    page: { readonly after: string; readonly limit: number },
  ) => Promise<readonly Pick<RoundEntry, 'orgUnit' | 'orgName'>[]>;
  /** What counts of each org unit's rounds; an org unit of none is absent. */
  readonly lines: (orgUnits: readonly string[]) => Promise<ReadonlyMap<string, readonly RoundLine[]>>;
  /** Rounds of a subtree that touch a span of days, with their entries there. */
  readonly during: (subtree: Subtree, span: DaySpan) => Promise<readonly RoundEntry[]>;
  readonly all: () => AsyncIterable<readonly RoundEntry[]>;
  /** Units whose figures nobody has been told of since before an instant, each with the first day that changed. */
  readonly untold: (before: number, limit: number) => Promise<readonly UntoldEntry[]>;
  readonly markTold: (entries: readonly UntoldEntry[]) => Promise<void>;
};

export type UntoldEntry = {
  readonly round: string;
  readonly orgUnit: string;
  readonly since: string;
  readonly rev: string;
};
