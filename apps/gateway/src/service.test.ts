import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Alert, AlertServiceService, Condition, Handling, Verb, type ActOnAlertRequest, type GetAlertRequest } from '@xiaomai/contracts/alert';
import { CatalogueServiceService, CatalogueSnapshot, Severity } from '@xiaomai/contracts/catalogue';
import { OrgTreeServiceService, OrgUnit, type GetOrgUnitRequest, type ListOrgUnitsRequest } from '@xiaomai/contracts/org-tree';
import { Report, ReportServiceService, type CreateReportRequest } from '@xiaomai/contracts/report';
import { ScorecardServiceService, ScorecardView, Verdict, VerdictItem, type GetScorecardRequest } from '@xiaomai/contracts/scorecard';
import { SubmissionAccepted, SubmissionServiceService, type AuthenticateKeyRequest } from '@xiaomai/contracts/submission';
import { refusal, serverStream, unary } from '@xiaomai/grpc';
import { createIssuer, createVerifier, maySee, type Identity } from '@xiaomai/identity';
import { err, ok } from '@xiaomai/kernel';

import { consoleFolder, secret, startBehind, type Running } from './service-harness.ts';

const ask = unary<Identity>(createVerifier(secret), () => undefined);
const stream = serverStream<Identity>(createVerifier(secret), () => undefined);
const issue = createIssuer(secret);
const notFound = err(refusal('NOT_FOUND', 'no such thing'));

const paths = new Map([
  ['cn', 'cn/'],
  ['330702', 'cn/33/3307/330702/'],
  ['330703', 'cn/33/3307/330703/'],
  ['330702001-01', 'cn/33/3307/330702/330702001/330702001-01/'],
]);
const unit = (id: string): OrgUnit => OrgUnit.fromPartial({ id, nameZh: `演示 ${id}`, type: 'district', path: paths.get(id) ?? '' });
const visible = (caller: Identity, id: string): boolean => maySee(caller, paths.get(id) ?? 'nowhere');

const indicator = [
  {
    definition: OrgTreeServiceService,
    handlers: {
      getOrgUnit: ask((request: GetOrgUnitRequest, { caller }) =>
        Promise.resolve(visible(caller, request.id) ? ok({ orgUnit: unit(request.id), ancestors: [] }) : notFound),
      ),
      listOrgUnits: ask((request: ListOrgUnitsRequest, { caller }) =>
        Promise.resolve(ok({ orgUnits: [...paths.keys()].filter((id) => visible(caller, id)).slice(0, request.limit).map(unit), next: '' })),
      ),
      importOrgUnits: ask(() =>
        Promise.resolve(err(refusal('INVALID_ARGUMENT', JSON.stringify([{ unit: '44', rule: 'unknown-parent' }])))),
      ),
      followOrgTree: stream(() => Promise.resolve(err(refusal('UNIMPLEMENTED', '')))),
    },
  },
  {
    definition: CatalogueServiceService,
    handlers: {
      getCatalogue: ask(() => Promise.resolve(ok({ catalogue: CatalogueSnapshot.fromPartial({ version: 7, packs: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }] }) }))),
      followCatalogue: stream(() => Promise.resolve(err(refusal('UNIMPLEMENTED', '')))),
    },
  },
  {
    definition: ScorecardServiceService,
    handlers: {
      getScorecard: ask((request: GetScorecardRequest, { caller }) => {
        const item = VerdictItem.fromPartial({ indicator: 'i1', numerator: 9_999, denominator: 10_000, verdict: Verdict.BREACHED, comparator: 1, targetValue: '100' });
        const scorecards = [ScorecardView.fromPartial({ dataset: 'd', period: request.period, revision: 1, version: 1, items: [item] })];
        return Promise.resolve(visible(caller, request.orgUnit) ? ok({ orgUnit: request.orgUnit, orgName: '演示', type: 'primary', scorecards }) : notFound);
      }),
    },
  },
];

const alert = Alert.fromPartial({ id: '330702:i1:1', orgUnit: '330702', path: 'cn/33/3307/330702/', severity: Severity.MAJOR, condition: Condition.FIRING, handling: Handling.NEW, openedAt: 1, deadline: 2, handlingVersion: 3 });
const canSee = ({ path }: Identity, id: string): boolean => id === alert.id && alert.path.startsWith(path);

const alerts = {
  definition: AlertServiceService,
  handlers: {
    getAlert: ask((request: GetAlertRequest, { caller }) => Promise.resolve(canSee(caller, request.id) ? ok({ alert }) : notFound)),
    actOnAlert: ask((request: ActOnAlertRequest, { caller }) => {
      if (!canSee(caller, request.id)) return Promise.resolve(notFound);
      if (request.ifMatch !== alert.handlingVersion) return Promise.resolve(err(refusal('ABORTED', 'moved on')));
      if (request.verb === Verb.REOPEN) return Promise.resolve(err(refusal('FAILED_PRECONDITION', 'new')));
      return Promise.resolve(ok({ alert: { ...alert, handling: Handling.ACKNOWLEDGED, handlingVersion: 4 } }));
    }),
  },
};

const report = Report.fromPartial({ id: 'monthly/1', kind: 'monthly', scope: '330702', scopeName: '演示区', period: '2026-11', edition: 2, sha256: 'abc', asOf: 1, createdAt: 1 });
const reports = {
  definition: ReportServiceService,
  handlers: {
    createReport: ask((request: CreateReportRequest) =>
      Promise.resolve(request.kind === 'monthly' ? ok({ report, created: true }) : err(refusal('UNIMPLEMENTED', 'only monthly'))),
    ),
    getReport: ask(() => Promise.resolve(ok({ report, snapshot: '{"a":1}' }))),
    renderReport: stream(() =>
      Promise.resolve(
        ok((async function* () {
          yield { contentType: 'application/pdf', chunk: Buffer.from('%PDF') };
          yield { contentType: '', chunk: Buffer.from('-1.7') };
        })()),
      ),
    ),
  },
};

const schoolKey: Identity = { subject: 'k1', role: 'school', orgUnit: '330702001-01', path: paths.get('330702001-01') ?? '', datasets: [] };
const submissions = {
  definition: SubmissionServiceService,
  handlers: {
    authenticateKey: ask(async (request: AuthenticateKeyRequest) =>
      request.key === 'sk_k1_secret' ? ok({ identity: await issue(schoolKey), orgUnit: schoolKey.orgUnit, datasets: [] }) : err(refusal('UNAUTHENTICATED', '')),
    ),
    exportSubmissions: stream((_request, { caller }) =>
      Promise.resolve(
        caller.role !== 'admin'
          ? err(refusal('PERMISSION_DENIED', ''))
          : ok((async function* () {
              for (const id of ['a|d|2026', 'b|d|2026']) yield { submissions: [SubmissionAccepted.fromPartial({ id, values: [{ indicator: 'i', value: '38.60' }] })] };
            })()),
      ),
    ),
  },
};

const tokens = { staff: 'token-of-the-staff', other: 'token-of-the-others', admin: 'token-of-the-admin' };
let running: Running;

beforeAll(async () => {
  running = await startBehind({
    grpc: { indicator, alert: [alerts], reporting: [reports], ingest: [submissions] },
    ingest: (incoming, outgoing) => outgoing.end(JSON.stringify(incoming.headers)),
    users: [
      { name: '演示甲', role: 'staff', orgUnit: '330702', token: tokens.staff },
      { name: '演示乙', role: 'staff', orgUnit: '330703', token: tokens.other },
      { name: '演示丙', role: 'admin', orgUnit: 'cn', token: tokens.admin },
    ],
    config: { webDir: consoleFolder() },
  });
});

afterAll(() => running.stop());

type Told = { status: number; headers: Headers; body: Record<string, unknown> };

async function asking(path: string, token?: string, init: RequestInit = {}): Promise<Told> {
  const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), 'accept-language': 'en', ...init.headers };
  const response = await fetch(`${running.url}${path}`, { ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') && !text.includes('\n') ? (JSON.parse(text) as Told['body']) : { text } };
}

const command = (verb: string, body: object, headers: Record<string, string> = {}): Promise<Told> =>
  asking(`/api/v1/alerts/${alert.id}/${verb}`, tokens.staff, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

describe('who is asking', () => {
  test('staff, the administrator and a school key are told who they are', async () => {
    expect((await asking('/api/v1/me', tokens.staff)).body).toMatchObject({ name: '演示甲', role: 'staff', path: 'cn/33/3307/330702/' });
    expect((await asking('/api/v1/me', 'sk_k1_secret')).body).toMatchObject({ role: 'school', orgUnit: '330702001-01' });
  });

  test.each([undefined, 'wrong', 'sk_k1_wrong'])('nobody with %p is let in, or to ingest', async (token) => {
    const refused = await asking('/api/v1/me', token);
    expect([refused.status, refused.headers.get('content-type'), refused.body['code']]).toEqual([401, 'application/problem+json; charset=utf-8', 'unauthenticated']);
    if (token?.startsWith('sk_') !== true) expect((await asking('/api/v1/submissions/x', token)).status).toBe(401);
  });

  test('a person reaches ingest as signed identity', async () => {
    const { body } = await asking('/api/v1/submissions/x', tokens.staff, { headers: { 'x-xiaomai-identity': 'forged' } });
    expect(await createVerifier(secret)(String(body['x-xiaomai-identity']))).toMatchObject({ subject: '演示甲', role: 'staff' });
  });
});

describe('the subtree', () => {
  test('bounds what staff see: beyond it is as if it were not', async () => {
    const beyond = await asking('/api/v1/org-units/330703', tokens.staff);
    const absent = await asking('/api/v1/org-units/999', tokens.staff);
    expect([beyond.status, absent.status]).toEqual([404, 404]);
    expect({ ...beyond.body, instance: '' }).toEqual({ ...absent.body, instance: '' });
    const { body } = await asking('/api/v1/org-units', tokens.staff);
    expect(body['items']).toMatchObject([{ id: '330702' }, { id: '330702001-01' }]);
  });

  test('bounds scorecards and alerts too', async () => {
    expect((await asking('/api/v1/scorecards/330702?period=2026-11', tokens.other)).status).toBe(404);
    expect((await asking(`/api/v1/alerts/${alert.id}`, tokens.other)).status).toBe(404);
    expect((await asking(`/api/v1/alerts/${alert.id}`, 'sk_k1_secret')).status).toBe(404);
  });
});

test('a ratio is shown exactly and never rounded onto its target', async () => {
  const { body } = await asking('/api/v1/scorecards/330702001-01?period=2026-11', 'sk_k1_secret');
  expect(body['scorecards']).toMatchObject([
    { items: [{ value: '99.99', numerator: 9_999, denominator: 10_000, target: '100', gap: '-0.01', verdict: 'breached' }] },
  ]);
});

describe('a command on an alert', () => {
  test('needs the tag of what was seen, and says when it moved on', async () => {
    const seen = (await asking(`/api/v1/alerts/${alert.id}`, tokens.staff)).headers.get('etag') ?? '';
    expect((await command('acknowledge', {})).status).toBe(428);
    expect((await command('acknowledge', {}, { 'if-match': '"2"' })).status).toBe(412);
    expect((await command('acknowledge', {}, { 'if-match': '*' })).status).toBe(412);
    const done = await command('acknowledge', {}, { 'if-match': seen });
    expect([done.status, done.headers.get('etag'), done.body['handling']]).toEqual([200, '"4"', 'acknowledged']);
  });

  test('that the state does not allow is told the state', async () => {
    const refused = await command('reopen', { note: 'why' }, { 'if-match': '"3"' });
    expect([refused.status, refused.body['detail']]).toEqual([409, 'new']);
  });

  test('without what it needs is told everything that is missing', async () => {
    const refused = await command('assign', { who: 'x' }, { 'if-match': '"3"' });
    expect(refused.body['errors']).toMatchObject([{ pointer: '/assignee', code: 'missing-field' }, { pointer: '/who', code: 'unknown-field' }]);
  });
});

describe('requests that are faulty', () => {
  test('are told all faults of the query at once, in the language asked for', async () => {
    const refused = await asking('/api/v1/scorecards/330702?period=soon&lost=1', tokens.staff, { headers: { 'accept-language': 'zh-CN' } });
    expect([refused.status, refused.body['title']]).toEqual([400, '请求有误']);
    expect(refused.body['errors']).toMatchObject([{ parameter: 'period', code: 'invalid-period' }, { parameter: 'lost', code: 'unknown-parameter' }]);
  });

  test.each([
    ['a method that is not there', '/alerts', '{}', 405],
    ['a path that is not there', '/nothing', '{}', 404],
    ['broken JSON', '/reports', '{', 400],
    ['no JSON', '/reports', 'text', 415],
    ['too much JSON', '/reports', `"${'x'.repeat(300_000)}"`, 413],
    ['what is not built yet', '/reports', '{"kind":"yearly","scope":"330702","period":"2026"}', 501],
    ['what only the administrator may', '/org-units', '{"orgUnits":[]}', 403],
  ])('with %s get a problem document', async (...[, path, body, status]) => {
    const headers = { 'content-type': body === 'text' ? 'text/plain' : 'application/json' };
    const refused = await asking(`/api/v1${path}`, tokens.staff, { method: 'POST', body, headers });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([status, 'application/problem+json; charset=utf-8']);
  });

  test('an import is told which unit is wrong', async () => {
    const body = JSON.stringify({ orgUnits: [{ id: '44', parent: 'x', type: 'province', nameZh: '演示' }] });
    const refused = await asking('/api/v1/org-units', tokens.admin, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect([refused.status, refused.body['errors']]).toMatchObject([422, [{ pointer: '/orgUnits/0', code: 'unknown-parent', value: '44' }]]);
  });
});

describe('reports', () => {
  test('are ordered, and downloaded under a name a person can read', async () => {
    const order = JSON.stringify({ kind: 'monthly', scope: '330702', period: '2026-11' });
    const ordered = await asking('/api/v1/reports', tokens.staff, { method: 'POST', body: order, headers: { 'content-type': 'application/json' } });
    expect([ordered.status, ordered.headers.get('location')]).toEqual([202, '/api/v1/reports/monthly%2F1']);
    const pdf = await asking(`${ordered.headers.get('location') ?? ''}/pdf`, tokens.staff);
    expect(pdf.body).toEqual({ text: '%PDF-1.7' });
    expect(decodeURIComponent(pdf.headers.get('content-disposition') ?? '')).toBe(
      `attachment; filename="report-monthly-330702-2026-11-2.pdf"; filename*=UTF-8''月度通报-演示区-2026-11-第2版.pdf`,
    );
    const again = await asking('/api/v1/reports/monthly%2F1/pdf', tokens.staff, { headers: { 'if-none-match': pdf.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });
});

test('exports are lines, for the administrator alone', async () => {
  const { body, headers } = await asking('/api/v1/admin/export/submissions', tokens.admin);
  expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  const lines = String(body['text']).trim().split('\n').map((line) => JSON.parse(line) as unknown);
  expect(lines).toMatchObject([{ id: 'a|d|2026', values: [{ indicator: 'i', value: '38.60' }] }, { id: 'b|d|2026' }]);
  expect((await asking('/api/v1/admin/export/submissions', tokens.staff)).status).toBe(403);
});

test('the catalogue is paged, and not sent again while it is the same', async () => {
  const first = await asking('/api/v1/packs?limit=2', tokens.staff);
  expect(first.body).toMatchObject({ items: [{ id: 'p1' }, { id: 'p2' }], next: 'p2' });
  expect((await asking('/api/v1/packs?cursor=p2', tokens.staff)).body).toMatchObject({ items: [{ id: 'p3' }], next: null });
  expect((await asking('/api/v1/packs?cursor=zz', tokens.staff)).status).toBe(400);
  expect((await asking('/api/v1/packs', tokens.staff, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })).status).toBe(304);
});

test('the console answers every path of a page, no path of the API', async () => {
  for (const path of ['/', '/board/330702/2021..2025']) {
    const page = await asking(path, undefined, { headers: { accept: 'text/html' } });
    expect([page.status, page.body['text']]).toEqual([200, expect.stringContaining('校脉')]);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  }
  expect((await asking('/assets/lost.js')).status).toBe(404);
  expect((await asking('/readyz')).body).toEqual({ ready: true, notReady: [] });
});
