import type { FrozenReport, Report } from '../domain/report.ts';
import type { ReportQuery, ReportStore } from './ports.ts';

const newestFirst = (a: Report, b: Report): number => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1);

const matches =
  ({ seenFrom, kind, scope, period }: ReportQuery) =>
  (report: Report): boolean =>
    (seenFrom === '' || report.path.split('/').includes(seenFrom)) &&
    (kind === undefined || report.kind === kind) &&
    (scope === undefined || report.scope === scope) &&
    (period === undefined || report.period === period);

const withoutContent = ({ json: _, ...report }: FrozenReport): Report => report;

/** Reports in memory, for tests: the same promises as the database. */
export function memoryReportStore(): ReportStore {
  const stored = new Map<string, FrozenReport>();
  const unsent = new Set<string>();
  const ofKey = (key: Pick<Report, 'kind' | 'scope' | 'period'>): readonly FrozenReport[] =>
    [...stored.values()].filter((r) => r.kind === key.kind && r.scope === key.scope && r.period === key.period);
  return {
    withData: (key, dataSha256) => {
      const found = ofKey(key).find((report) => report.dataSha256 === dataSha256);
      return Promise.resolve(found === undefined ? undefined : withoutContent(found));
    },
    newestEdition: (key) => Promise.resolve(Math.max(0, ...ofKey(key).map((report) => report.edition))),
    insert: (report) => {
      if (stored.has(report.id)) return Promise.resolve(false);
      stored.set(report.id, report);
      unsent.add(report.id);
      return Promise.resolve(true);
    },
    get: (id) => Promise.resolve(stored.get(id)),
    list: (query) => {
      const all = [...stored.values()].filter(matches(query)).sort(newestFirst).map(withoutContent);
      const from = query.cursor === '' ? 0 : all.findIndex((report) => report.id === query.cursor) + 1;
      const reports = all.slice(from, from + query.limit);
      return Promise.resolve({ reports, next: from + query.limit < all.length ? (reports.at(-1)?.id ?? '') : '' });
    },
    unsent: (limit) =>
      Promise.resolve(
        [...unsent]
          .slice(0, limit)
          .flatMap((id) => stored.get(id) ?? [])
          .map(withoutContent),
      ),
    markSent: (ids) => {
      for (const id of ids) unsent.delete(id);
      return Promise.resolve();
    },
  };
}
