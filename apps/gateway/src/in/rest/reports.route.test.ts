import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '@xiaomai/gateway-api/report';
import type { RunningServer } from '@xiaomai/http';

import type { Order, Reports } from '../../flow/reports.ts';
import { serveRoutes } from '../edge/serve-routes.ts';
import { dispositionOf, reportRoutes } from './reports.route.ts';

const report: Report = {
  id: 'monthly|330702|2026-11|2',
  kind: 'monthly',
  scope: '330702',
  scopeName: '演示区',
  period: '2026-11',
  asOf: '2026-12-01T00:00:00.000Z',
  createdAt: '2026-12-01T00:00:00.000Z',
  createdBy: '演示',
  edition: 2,
  sha256: 'abc',
  coverage: { reported: 1, expected: 2 },
  state: 'published',
  renderings: { html: '', pdf: '', json: '' },
};
const ordered: Order[] = [];
const reports: Reports = {
  create: (_token, order) => {
    ordered.push(order);
    return Promise.resolve(report);
  },
  list: () => Promise.resolve({ items: [report], next: null }),
  get: (_token, id) => Promise.resolve(id === report.id ? { report, snapshot: '{"a":1}' } : undefined),
  render: async function* (_token, _id, format) {
    yield await Promise.resolve(Buffer.from(`${format} `));
    yield Buffer.from('bytes');
  },
  stop: () => undefined,
};
let server: RunningServer;

beforeAll(async () => {
  server = await serveRoutes(reportRoutes(reports));
});

afterAll(() => server.stop());

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}${path}`, {
    ...init,
    headers: {
      authorization: 'Bearer staff',
      'content-type': 'application/json',
      connection: 'close',
      ...init.headers,
    },
  });

const place = `/reports/${encodeURIComponent(report.id)}`;

test('an order is accepted and says where the report is', async () => {
  const body = JSON.stringify({
    kind: 'monthly',
    scope: '330702',
    period: '2026-11',
    asOf: '2026-12-01T08:00:00+08:00',
  });
  const answer = await ask('/reports', { method: 'POST', body });
  expect([answer.status, answer.headers.get('location')]).toEqual([202, `/api/v1${place}`]);
  expect(ordered).toEqual([{ kind: 'monthly', scope: '330702', period: '2026-11', asOf: Date.UTC(2026, 11, 1) }]);
});

test('a report is told with what it froze, an unknown one is not there', async () => {
  expect(await (await ask(place)).json()).toMatchObject({ sha256: 'abc', snapshot: { a: 1 } });
  expect((await ask('/reports/other')).status).toBe(404);
});

describe('a download', () => {
  test('comes as it was frozen, and not again while it is the same', async () => {
    const pdf = await ask(`${place}/pdf`);
    expect([pdf.headers.get('content-type'), await pdf.text()]).toEqual(['application/pdf', 'pdf bytes']);
    const again = await ask(`${place}/pdf`, { headers: { 'if-none-match': pdf.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  test('shown by a browser can run nothing', async () => {
    const html = await ask(`${place}/html`);
    expect(html.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  });

  test('has a name a person can read, and a plain one', () => {
    expect(dispositionOf(report, 'html')).toMatch(/^inline; filename="report-monthly-330702-2026-11-2.html"; /);
    expect(decodeURIComponent(dispositionOf(report, 'pdf').split("UTF-8''")[1] ?? '')).toBe(
      '月度通报-演示区-2026-11-第2版.pdf',
    );
  });
});
