import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Alert, AlertServiceService, Condition, Handling, type GetAlertRequest } from '@xiaomai/contracts/alert';
import { Severity } from '@xiaomai/contracts/catalogue';
import {
  GetOrgUnitResponse,
  OrgTreeServiceService,
  OrgUnit,
  type GetOrgUnitRequest,
  type ListOrgUnitsRequest,
} from '@xiaomai/contracts/org-tree';
import {
  ScorecardServiceService,
  ScorecardView,
  Verdict,
  VerdictItem,
  type GetScorecardRequest,
} from '@xiaomai/contracts/scorecard';
import { SubmissionServiceService, type AuthenticateKeyRequest } from '@xiaomai/contracts/submission';
import { refusal, serverStream, unary } from '@xiaomai/grpc';
import { createIssuer, createVerifier, maySee, type Identity } from '@xiaomai/identity';
import { err, ok } from '@xiaomai/kernel';

import { secret, startBehind, type Running } from './service-harness.ts';

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
const unit = (id: string): OrgUnit =>
  OrgUnit.fromPartial({ id, nameZh: `演示 ${id}`, type: 'district', path: paths.get(id) ?? '' });
const visible = (caller: Identity, id: string): boolean => maySee(caller, paths.get(id) ?? 'nowhere');

const indicator = [
  {
    definition: OrgTreeServiceService,
    handlers: {
      getOrgUnit: ask((request: GetOrgUnitRequest, { caller }) =>
        Promise.resolve(
          visible(caller, request.id) ? ok(GetOrgUnitResponse.fromPartial({ orgUnit: unit(request.id) })) : notFound,
        ),
      ),
      listOrgUnits: ask((request: ListOrgUnitsRequest, { caller }) =>
        Promise.resolve(
          ok({
            orgUnits: [...paths.keys()]
              .filter((id) => visible(caller, id))
              .slice(0, request.limit)
              .map(unit),
            next: '',
          }),
        ),
      ),
      importOrgUnits: ask(() =>
        Promise.resolve(err(refusal('INVALID_ARGUMENT', JSON.stringify([{ unit: '44', rule: 'unknown-parent' }])))),
      ),
      followOrgTree: stream(() => Promise.resolve(err(refusal('UNIMPLEMENTED', '')))),
    },
  },
  {
    definition: ScorecardServiceService,
    handlers: {
      getScorecard: ask((request: GetScorecardRequest, { caller }) => {
        const item = VerdictItem.fromPartial({
          indicator: 'i1',
          numerator: 9_999,
          denominator: 10_000,
          verdict: Verdict.BREACHED,
          comparator: 1,
          targetValue: '100',
        });
        const scorecards = [
          ScorecardView.fromPartial({ dataset: 'd', period: request.period, revision: 1, version: 1, items: [item] }),
        ];
        return Promise.resolve(
          visible(caller, request.orgUnit)
            ? ok({ orgUnit: request.orgUnit, orgName: '演示', type: 'primary', scorecards })
            : notFound,
        );
      }),
    },
  },
];

const alert = Alert.fromPartial({
  id: '330702:i1:1',
  orgUnit: '330702',
  path: 'cn/33/3307/330702/',
  severity: Severity.MAJOR,
  condition: Condition.FIRING,
  handling: Handling.NEW,
  openedAt: 1,
  deadline: 2,
  handlingVersion: 3,
});
const canSee = ({ path }: Identity, id: string): boolean => id === alert.id && alert.path.startsWith(path);

const alerts = {
  definition: AlertServiceService,
  handlers: {
    getAlert: ask((request: GetAlertRequest, { caller }) =>
      Promise.resolve(canSee(caller, request.id) ? ok({ alert }) : notFound),
    ),
  },
};

const schoolKey: Identity = {
  subject: 'k1',
  role: 'school',
  orgUnit: '330702001-01',
  path: paths.get('330702001-01') ?? '',
  datasets: [],
};
const submissions = {
  definition: SubmissionServiceService,
  handlers: {
    authenticateKey: ask(async (request: AuthenticateKeyRequest) =>
      request.key === 'sk_k1_secret'
        ? ok({ identity: await issue(schoolKey), orgUnit: schoolKey.orgUnit, datasets: [] })
        : err(refusal('UNAUTHENTICATED', '')),
    ),
  },
};

const tokens = { staff: 'token-of-the-staff', other: 'token-of-the-others', admin: 'token-of-the-admin' };
let running: Running;

beforeAll(async () => {
  running = await startBehind({
    grpc: { indicator, alert: [alerts], reporting: [], ingest: [submissions] },
    ingest: (incoming, outgoing) => outgoing.end(JSON.stringify(incoming.headers)),
    users: [
      { name: '演示甲', role: 'staff', orgUnit: '330702', token: tokens.staff },
      { name: '演示乙', role: 'staff', orgUnit: '330703', token: tokens.other },
      { name: '演示丙', role: 'admin', orgUnit: 'cn', token: tokens.admin },
    ],
  });
});

afterAll(() => running.stop());

type Told = { status: number; headers: Headers; body: Record<string, unknown> };

async function asking(path: string, token?: string, init: RequestInit = {}): Promise<Told> {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    'accept-language': 'en',
    ...init.headers,
  };
  const response = await fetch(`${running.url}${path}`, { ...init, headers });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text.startsWith('{') && !text.includes('\n') ? (JSON.parse(text) as Told['body']) : { text },
  };
}

describe('who is asking', () => {
  test('staff, the administrator and a school key are told who they are', async () => {
    expect((await asking('/api/v1/me', tokens.staff)).body).toMatchObject({
      name: '演示甲',
      role: 'staff',
      path: 'cn/33/3307/330702/',
    });
    expect((await asking('/api/v1/me', 'sk_k1_secret')).body).toMatchObject({
      role: 'school',
      orgUnit: '330702001-01',
    });
  });

  test.each([undefined, 'wrong', 'sk_k1_wrong'])('nobody with %p is let in, or to ingest', async (token) => {
    const refused = await asking('/api/v1/me', token);
    expect([refused.status, refused.headers.get('content-type'), refused.body['code']]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
      'unauthenticated',
    ]);
    if (token?.startsWith('sk_') !== true) expect((await asking('/api/v1/submissions/x', token)).status).toBe(401);
  });

  test('a person reaches ingest as signed identity', async () => {
    const { body } = await asking('/api/v1/submissions/x', tokens.staff, {
      headers: { 'x-xiaomai-identity': 'forged' },
    });
    expect(await createVerifier(secret)(String(body['x-xiaomai-identity']))).toMatchObject({
      subject: '演示甲',
      role: 'staff',
    });
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
    {
      items: [
        { value: '99.99', numerator: 9_999, denominator: 10_000, target: '100', gap: '-0.01', verdict: 'breached' },
      ],
    },
  ]);
});

describe('requests that are faulty', () => {
  test('are told all faults of the query at once, in the language asked for', async () => {
    const refused = await asking('/api/v1/scorecards/330702?period=soon&lost=1', tokens.staff, {
      headers: { 'accept-language': 'zh-CN' },
    });
    expect([refused.status, refused.body['title']]).toEqual([400, '请求有误']);
    expect(refused.body['errors']).toMatchObject([
      { parameter: 'period', code: 'invalid-period' },
      { parameter: 'lost', code: 'unknown-parameter' },
    ]);
  });

  test.each([
    ['a method that is not there', '/alerts', '{}', 405],
    ['a path that is not there', '/nothing', '{}', 404],
    ['broken JSON', '/reports', '{', 400],
    ['no JSON', '/reports', 'text', 415],
    ['too much JSON', '/reports', `"${'x'.repeat(300_000)}"`, 413],
    ['what only the administrator may', '/org-units', '{"orgUnits":[]}', 403],
  ])('with %s get a problem document', async (...[, path, body, status]) => {
    const headers = { 'content-type': body === 'text' ? 'text/plain' : 'application/json' };
    const refused = await asking(`/api/v1${path}`, tokens.staff, { method: 'POST', body, headers });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
  });

  test('an import is told which unit is wrong', async () => {
    const body = JSON.stringify({ orgUnits: [{ id: '44', parent: 'x', type: 'province', nameZh: '演示' }] });
    const refused = await asking('/api/v1/org-units', tokens.admin, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect([refused.status, refused.body['errors']]).toMatchObject([
      422,
      [{ pointer: '/orgUnits/0', code: 'unknown-parent', value: '44' }],
    ]);
  });
});
