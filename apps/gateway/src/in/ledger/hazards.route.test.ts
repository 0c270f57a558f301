import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import type { HazardDetail, HazardRegistration } from '@xiaomai/gateway-api/hazard';
import type { RunningServer } from '@xiaomai/http';

import type { HazardAct, HazardFilter, Hazards } from '../../flow/ledger/hazards.ts';
import { serveRoutes } from '../edge/serve-routes.ts';
import { hazardRoutes } from './hazards.route.ts';

const seen = { id: '330702001-01-2026-0001', etag: '"3"', state: 'rectified' } as HazardDetail;
const failed = (code: status, details: string): Error => Object.assign(new Error(details), { code, details });
const none = { found: 0, rectified: 0, struckOff: 0 };

const acts: HazardAct[] = [];
const filters: HazardFilter[] = [];
const asked: unknown[] = [];
const hazards: Hazards = {
  register: (_token, hazard: HazardRegistration) => {
    asked.push(hazard);
    if (hazard.orgUnit === 'beside') return Promise.reject(failed(status.INVALID_ARGUMENT, 'unknown-org-unit'));
    return Promise.resolve({ hazard: seen, isNew: hazard.ref !== 'XF-1' });
  },
  list: (_token, filter) => {
    filters.push(filter);
    return Promise.resolve({ items: [seen], next: null });
  },
  get: () => Promise.reject(failed(status.NOT_FOUND, 'no such hazard')),
  act: (_token, act) => {
    acts.push(act);
    if (act.ifMatch !== 3) return Promise.reject(failed(status.ABORTED, 'handling is at version 3'));
    return Promise.resolve({ ...seen, etag: '"4"', state: 'struck-off' });
  },
  summarise: (_token, orgUnit, days) => {
    asked.push({ orgUnit, ...days });
    return Promise.resolve({
      ...{ ...none, found: 3, rectified: 2, major: none, classes: [], onLedger: 1, overdue: 1, majorOpen: 0 },
      ...{ reopened: 0, visits: 0, rounds: 0, fullRounds: 0 },
    });
  },
  all: async function* () {
    yield* await Promise.resolve([]);
  },
  stop: () => undefined,
};
let server: RunningServer;

beforeAll(async () => {
  server = await serveRoutes(hazardRoutes(hazards));
});

afterAll(() => server.stop());

beforeEach(() => {
  for (const list of [acts, filters, asked]) list.length = 0;
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}/hazards${path}`, {
    ...init,
    headers: { authorization: 'Bearer staff', connection: 'close', ...init.headers },
  });

const post = (path: string, body: object, ifMatch?: string): Promise<Response> => {
  const headers = { 'content-type': 'application/json', ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) };
  return ask(path, { method: 'POST', body: JSON.stringify(body), headers });
};

const strikeOff = `/${seen.id}/strike-off`;

describe('a command', () => {
  test('carries what was seen, and is answered with the new state and its tag', async () => {
    const done = await post(strikeOff, {}, '"3"');
    expect([done.status, done.headers.get('etag'), await done.json()]).toMatchObject([
      200,
      '"4"',
      { state: 'struck-off' },
    ]);
    expect(acts).toEqual([{ id: seen.id, verb: 'strike-off', ifMatch: 3, command: {} }]);
  });

  test('without If-Match is 428, on what has moved on 412', async () => {
    expect((await post(strikeOff, {})).status).toBe(428);
    for (const tag of ['"2"', '*', 'W/"3"', '3']) expect((await post(strikeOff, {}, tag)).status).toBe(412);
  });

  test('without what it needs is told everything that is wrong', async () => {
    const refused = await post(`/${seen.id}/rectify`, { links: ['nowhere'], on: 'today' }, '"3"');
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      {
        errors: [
          { pointer: '/note', code: 'missing-field' },
          { pointer: '/links/0', code: 'invalid-field' },
          { pointer: '/on', code: 'invalid-day' },
        ],
      },
    ]);
  });
});

describe('a registration', () => {
  const stair = {
    orgUnit: '330702001-01',
    class: 'fire',
    severity: 'major',
    description: '堆放杂物',
    foundOn: '2026-11-20',
  };

  test('is 201 with its place, and 200 when its ref is known', async () => {
    const first = await post('', stair);
    expect([first.status, first.headers.get('location')]).toEqual([201, `/api/v1/hazards/${seen.id}`]);
    expect((await post('', { ...stair, ref: 'XF-1' })).status).toBe(200);
  });

  test('at a school out of reach is told as one that does not exist', async () => {
    const refused = await post('', { ...stair, orgUnit: 'beside' });
    expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ code: 'unknown-org-unit' }] }]);
  });

  test('is told all its faults', async () => {
    const refused = await post('', { ...stair, class: 'water', foundOn: 'x', rectified: { on: '2026-11-21' } });
    expect(await refused.json()).toMatchObject({
      errors: [
        { pointer: '/class', code: 'unknown-hazard-class', value: 'water' },
        { pointer: '/foundOn', code: 'invalid-day' },
        { pointer: '/rectified/note', code: 'missing-field' },
      ],
    });
  });
});

test('the list asks for what is on the ledger by every state but struck off', async () => {
  await ask('?state=on-ledger&class=fire,food&overdue=true&orgUnit=330702');
  expect(filters).toMatchObject([
    { states: ['open', 'rectified'], classes: ['fire', 'food'], severities: [], overdue: true, orgUnit: '330702' },
  ]);
});

test('what may not be seen is 404', async () => {
  expect((await ask('/330703001-2026-0001')).status).toBe(404);
});

describe('the summary', () => {
  test('is of a period or of days, with exact rates and its sentence', async () => {
    const told = await (await ask('/summary?period=2026-H2')).json();
    expect(told).toMatchObject({
      ...{ orgUnit: '330702', from: '2026-07-01', to: '2026-12-31' },
      rate: { numerator: 2, denominator: 3, value: '66.7' },
      sentence: '发现问题隐患3个，整改2个，整改率为66.7%。其中无重大问题隐患。',
    });
    await ask('/summary?orgUnit=3307&from=2026-05-08&to=2026-06-30');
    expect(asked[1]).toEqual({ orgUnit: '3307', from: '2026-05-08', to: '2026-06-30' });
  });

  test.each([
    ['?period=2026-11&from=2026-11-01', 'period'],
    ['?period=2026-13', 'period'],
    ['', 'from'],
    ['?from=2026-11-02&to=2026-11-01', 'to'],
  ])('of %p is refused', async (query, parameter) => {
    const refused = await ask(`/summary${query}`);
    expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ parameter }] }]);
  });
});
