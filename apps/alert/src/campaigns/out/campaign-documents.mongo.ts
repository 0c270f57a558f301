import { Schema, type Collection, type Connection } from 'mongoose';
import type { Campaign } from '../domain/campaign.ts';
import type { RoundEntry } from '../domain/visit.ts';
import { roundLineOf } from '../domain/visit.ts';
import type { RoundLine } from '../../hazards/domain/tally.ts';

export type CampaignDocument = {
  readonly _id: string;
  readonly rev: string;
  readonly path: string;
  readonly start: string;
  readonly isRunning: boolean;
  readonly campaign: Campaign;
};

export type EntryDocument = {
  /** `<round>|<org unit>` */
  readonly _id: string;
  readonly rev: string;
  readonly round: string;
  readonly orgUnit: string;
  readonly path: string;
  /** Ids of the org unit and of everything above it. */
  readonly within: readonly string[];
  readonly start: string;
  readonly end: string;
  readonly isRegistered: boolean;
  readonly isVisited: boolean;
  readonly isOver: boolean;
  readonly entry: RoundEntry;
  readonly untoldSince?: number;
};

/** A filter in the database's words. */
export type Words = Readonly<Record<string, unknown>>;

export type CampaignCollections = {
  readonly campaigns: Collection<CampaignDocument>;
  readonly entries: Collection<EntryDocument>;
};

const { Mixed } = Schema.Types;
const options = { versionKey: false, minimize: false, autoIndex: false, autoCreate: false } as const;

const campaignSchema = new Schema(
  { _id: String, rev: String, path: String, start: String, isRunning: Boolean, campaign: Mixed },
  options,
).index({ isRunning: 1 });

const entrySchema = new Schema(
  {
    ...{ _id: String, rev: String, round: String, orgUnit: String, path: String, within: [String], start: String },
    ...{ end: String, isRegistered: Boolean, isVisited: Boolean, isOver: Boolean, entry: Mixed, untoldSince: Number },
  },
  options,
)
  .index({ round: 1, orgUnit: 1 })
  .index({ orgUnit: 1 })
  .index({ within: 1, start: -1 })
  .index({ untoldSince: 1 }, { sparse: true });

/** The collections of campaigns, with their indexes made. */
export async function campaignCollections(connection: Connection): Promise<CampaignCollections> {
  const campaigns = connection.model('Campaign', campaignSchema, 'campaigns');
  const entries = connection.model('RoundEntry', entrySchema, 'roundEntries');
  await campaigns.createIndexes();
  await entries.createIndexes();
  return {
    campaigns: campaigns.collection as unknown as Collection<CampaignDocument>,
    entries: entries.collection as unknown as Collection<EntryDocument>,
  };
}

export const toCampaignDocument = (campaign: Campaign, rev: string): CampaignDocument => ({
  ...{ _id: campaign.id, rev, path: campaign.path, start: campaign.start, campaign },
  isRunning: campaign.rounds.some(({ isOver }) => !isOver),
});

export function toEntryDocument(entry: RoundEntry, rev: string, untoldSince: number | undefined): EntryDocument {
  const { round, orgUnit, path, start, end, isRegistered, isOver, visits } = entry;
  return {
    ...{ _id: `${round}|${orgUnit}`, rev, round, orgUnit, path, start, end, isRegistered, isOver, entry },
    within: path.split('/').filter(Boolean),
    isVisited: visits.length > 0,
    ...(untoldSince === undefined ? {} : { untoldSince }),
  };
}

// That a round is over is written to the field alone, for thousands of entries in one go.
export const toEntry = ({ entry, isOver }: EntryDocument): RoundEntry => ({ ...entry, isOver });
export const toLine = (document: EntryDocument): RoundLine => roundLineOf(toEntry(document));
