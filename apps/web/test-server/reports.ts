import type { Report } from '@xiaomai/gateway-api/report';
import type { OrgUnit } from '@xiaomai/gateway-api/org-unit';
import type { Coverage } from '@xiaomai/gateway-api/scorecard';
import { createHash } from 'node:crypto';

export type Order = {
  readonly scope: OrgUnit;
  readonly period: string;
  readonly version: number;
  readonly coverage: Coverage;
  readonly by: string;
  readonly at: number;
};

/** The same scope, period and data give the same report; newer data the next edition. */
export function reportOf({ scope, period, version, coverage, by, at }: Order, known: readonly Report[]): Report {
  const sha256 = createHash('sha256').update(`${scope.id}|${period}|${version}`).digest('hex');
  const same = known.find((report) => report.sha256 === sha256);
  if (same !== undefined) return same;
  const edition = known.filter((report) => report.scope === scope.id && report.period === period).length + 1;
  const id = `monthly-${scope.id}-${period}-${edition}`;
  const address = (format: string): string => `/api/v1/reports/${id}/${format}`;
  return {
    id,
    kind: 'monthly',
    scope: scope.id,
    scopeName: scope.nameZh,
    period,
    asOf: new Date(at).toISOString(),
    createdAt: new Date(at).toISOString(),
    createdBy: by,
    edition,
    sha256,
    coverage,
    state: 'published',
    renderings: { html: address('html'), pdf: address('pdf'), json: address('json') },
  };
}

const page = (report: Report): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>月度通报（演示）</title>` +
  `<h1>${report.scopeName}${report.period}月度通报（演示）</h1><p>第 ${report.edition} 版，${report.sha256}</p></html>`;

export const renderings: Record<string, { readonly type: string; readonly body: (report: Report) => string }> = {
  html: { type: 'text/html; charset=utf-8', body: page },
  pdf: { type: 'application/pdf', body: () => '%PDF-1.4\n%%EOF\n' },
  json: { type: 'application/json', body: (report) => JSON.stringify(report) },
};
