import { err, ok, type Result } from '@xiaomai/kernel';
import { alertId, type Episode } from '../domain/alert.ts';
import { summarise, type HandlingSummary, type Span } from '../domain/summary.ts';
import type { AlertFilter, AlertReader, Page, Place } from './alert-store.ts';

/** Whose question it is: everything below `path`, asked from `orgUnit`. */
export type Asker = {
  readonly orgUnit: string;
  readonly path: string;
  readonly role: string;
  readonly maySee: (path: string) => boolean;
};

export type AlertQuestion = Omit<AlertFilter, 'within' | 'path'> & { readonly orgUnit: string };
export type Listed = { readonly alerts: readonly Episode[]; readonly next: Place | null };

export type QueryAlerts = {
  readonly list: (asker: Asker, question: AlertQuestion, page: Page) => Promise<Listed>;
  readonly find: (asker: Asker, id: string) => Promise<Result<Episode, 'not-found'>>;
  readonly summarise: (
    asker: Asker,
    scope: { readonly orgUnit: string; readonly dataset: string },
    span: Span,
  ) => Promise<HandlingSummary>;
  readonly exportAll: (asker: Asker) => Result<AsyncIterable<readonly Episode[]>, 'not-your-role'>;
};

const mostOpen = 500;

/** Answers within what the asker may see; what lies outside is not there. */
export const queryAlerts = (reader: AlertReader): QueryAlerts => {
  const scopeOf = (asker: Asker, orgUnit: string): { within: string; path: string } => ({
    within: orgUnit === '' ? asker.orgUnit : orgUnit,
    path: asker.path,
  });

  async function* visible(asker: Asker): AsyncIterable<readonly Episode[]> {
    for await (const batch of reader.all()) yield batch.filter(({ subject }) => asker.maySee(subject.path));
  }

  return {
    list: async (asker, { orgUnit, ...filter }, { after, limit }) => {
      const found = await reader.list({ ...filter, ...scopeOf(asker, orgUnit) }, { after, limit: limit + 1 });
      const alerts = found.slice(0, limit);
      const last = alerts.at(-1);
      return {
        alerts,
        next: found.length > limit && last !== undefined ? { openedAt: last.openedAt, id: alertId(last) } : null,
      };
    },
    find: async (asker, id) => {
      const episode = await reader.find(id);
      return episode !== null && asker.maySee(episode.subject.path) ? ok(episode) : err('not-found');
    },
    summarise: async (asker, { orgUnit, dataset }, span) => {
      const summary = summarise(await reader.during({ ...scopeOf(asker, orgUnit), dataset }, span), span);
      return { ...summary, open: summary.open.slice(0, mostOpen) };
    },
    exportAll: (asker) => (asker.role === 'admin' ? ok(visible(asker)) : err('not-your-role')),
  };
};
