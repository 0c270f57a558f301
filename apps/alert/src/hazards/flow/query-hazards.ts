import { err, ok, type Result } from '@xiaomai/kernel';
import type { Asker } from '../../alerts/flow/query-alerts.ts';
import type { Hazard } from '../domain/hazard.ts';
import type { HazardFilter, HazardPage, HazardPlace, HazardReader } from './hazard-store.ts';

export type HazardQuestion = Omit<HazardFilter, 'within' | 'path'> & { readonly orgUnit: string };
export type ListedHazards = { readonly hazards: readonly Hazard[]; readonly next: HazardPlace | null };

export type QueryHazards = {
  readonly list: (asker: Asker, question: HazardQuestion, page: HazardPage) => Promise<ListedHazards>;
  readonly find: (asker: Asker, number: string) => Promise<Result<Hazard, 'not-found'>>;
  readonly exportAll: (asker: Asker) => Result<AsyncIterable<readonly Hazard[]>, 'not-your-role'>;
};

/** Answers within what the asker may see; what lies outside is not there. */
export const queryHazards = (reader: Pick<HazardReader, 'list' | 'find' | 'all'>): QueryHazards => {
  async function* visible(asker: Asker): AsyncIterable<readonly Hazard[]> {
    for await (const batch of reader.all()) yield batch.filter(({ subject }) => asker.maySee(subject.path));
  }

  return {
    list: async (asker, { orgUnit, ...filter }, { after, limit }) => {
      const within = orgUnit === '' ? asker.orgUnit : orgUnit;
      const found = await reader.list({ ...filter, within, path: asker.path }, { after, limit: limit + 1 });
      const hazards = found.slice(0, limit);
      const last = hazards.at(-1);
      const isMore = found.length > limit && last !== undefined;
      return { hazards, next: isMore ? { foundOn: last.foundOn, number: last.number } : null };
    },
    find: async (asker, number) => {
      const hazard = await reader.find(number);
      return hazard !== null && asker.maySee(hazard.subject.path) ? ok(hazard) : err('not-found');
    },
    exportAll: (asker) => (asker.role === 'admin' ? ok(visible(asker)) : err('not-your-role')),
  };
};
