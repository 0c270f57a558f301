import { randomUUID } from 'node:crypto';
import { isDuplicateKey } from '@xiaomai/mongo';
import type { Campaign } from '../domain/campaign.ts';
import { isInLine, type CampaignPage, type CampaignStore } from '../flow/campaign-store.ts';
import { toCampaignDocument, type CampaignCollections, type CampaignDocument } from './campaign-documents.mongo.ts';

const isAfter =
  ({ after }: CampaignPage) =>
  ({ start, id }: Campaign): boolean =>
    after === null || start < after.start || (start === after.start && id < after.id);

const latestFirst = (a: Campaign, b: Campaign): number => (`${a.start}|${a.id}` < `${b.start}|${b.id}` ? 1 : -1);

/** Campaigns in MongoDB: some dozens a year, so that a list reads them all. */
export function mongoCampaignStore({ campaigns }: Pick<CampaignCollections, 'campaigns'>): CampaignStore {
  const recordOf = ({ rev, campaign }: CampaignDocument) => ({ rev, campaign });
  const inserted = async (document: CampaignDocument): Promise<boolean> => {
    try {
      await campaigns.insertOne(document);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  };

  return {
    load: async (id) => {
      const found = await campaigns.findOne({ _id: id });
      return found === null ? undefined : recordOf(found);
    },
    save: async ({ rev, campaign }) => {
      const { _id, ...replacement } = toCampaignDocument(campaign, randomUUID());
      if (rev === null) return inserted({ _id, ...replacement });
      return (await campaigns.replaceOne({ _id, rev }, replacement)).matchedCount === 1;
    },
    list: async (path, page) => {
      const all = (await campaigns.find({}).toArray()).map(({ campaign }) => campaign);
      const found = all.filter((campaign) => isInLine(campaign, path)).filter(isAfter(page));
      return found.sort(latestFirst).slice(0, page.limit);
    },
    running: async () => (await campaigns.find({ isRunning: true }).toArray()).map(recordOf),
  };
}
