import { reportFormats, ReportOrder, ReportQuery, type Report, type ReportFormat } from '@xiaomai/gateway-api/report';
import { ok } from '@xiaomai/kernel';

import type { Reports } from '../../flow/reports.ts';
import { answered, refused, type Handle } from '../edge/answer.ts';
import { bodyOf, pathParam, queryOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

const contentTypes: Record<ReportFormat, string> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
};

const kindNames: Record<Report['kind'], string> = {
  daily: '每日调度单',
  weekly: '每周检查单',
  monthly: '月度通报',
  quarterly: '季度通报',
  'half-year': '半年通报',
  yearly: '年度通报',
  campaign: '专项行动简报',
  school: '一校一单',
};

// A report shown by a browser runs nothing and loads nothing.
const sealed = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/** Content-Disposition with a plain name for old programs and the Chinese one for the others (RFC 6266). */
export function dispositionOf(report: Report, format: ReportFormat): string {
  const plain = `report-${report.kind}-${report.scope}-${report.period}-${report.edition}.${format}`.replace(
    /[^\w.-]/g,
    '_',
  );
  const full = `${kindNames[report.kind]}-${report.scopeName}-${report.period}-第${report.edition}版.${format}`;
  const encoded = encodeURIComponent(full).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${format === 'html' ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

const order =
  (reports: Reports): Handle =>
  async (asked) => {
    const body = bodyOf(ReportOrder, asked);
    if (!body.ok) return body;
    const { asOf, ...wanted } = body.value;
    const report = await reports.create(asked.caller.token, {
      ...wanted,
      asOf: asOf === undefined ? 0 : Date.parse(asOf),
    });
    if (report === undefined) return refused('not-found');
    return ok({ status: 202, body: report, headers: { Location: `/api/v1/reports/${encodeURIComponent(report.id)}` } });
  };

const download =
  (reports: Reports, format: ReportFormat): Handle =>
  async (asked) => {
    const id = pathParam(asked, 'id');
    const found = await reports.get(asked.caller.token, id);
    if (found === undefined) return refused('not-found');
    const headers = {
      'Content-Type': contentTypes[format],
      'Content-Disposition': dispositionOf(found.report, format),
      'Content-Security-Policy': sealed,
      'Cache-Control': 'private, no-cache',
      ETag: `"${found.report.sha256}-${format}"`,
    };
    if (asked.request.headers['if-none-match'] === headers.ETag) return ok({ status: 304, body: undefined, headers });
    return ok({ headers, stream: reports.render(asked.caller.token, id, format) });
  };

/** Reports: frozen once, rendered as often as wanted. */
export const reportRoutes = (reports: Reports): readonly Route[] => [
  { method: 'post', path: '/reports', handle: order(reports) },
  {
    method: 'get',
    path: '/reports',
    handle: async (asked) => {
      const query = queryOf(ReportQuery, asked);
      return query.ok ? answered(await reports.list(asked.caller.token, query.value)) : query;
    },
  },
  {
    method: 'get',
    path: '/reports/:id',
    handle: async (asked) => {
      const found = await reports.get(asked.caller.token, pathParam(asked, 'id'));
      if (found === undefined) return refused('not-found');
      const snapshot: unknown = JSON.parse(found.snapshot === '' ? 'null' : found.snapshot);
      return answered({ ...found.report, snapshot });
    },
  },
  ...reportFormats.map((format): Route => ({
    method: 'get',
    path: `/reports/:id/${format}`,
    handle: download(reports, format),
  })),
];
