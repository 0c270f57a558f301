import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Campaign, Round, Sample } from '@xiaomai/gateway-api/campaign';
import type { HazardDetail } from '@xiaomai/gateway-api/hazard';
import type { RunningServer } from '@xiaomai/http';

import type { Campaigns } from '../../flow/ledger/campaigns.ts';
import { serveRoutes } from '../edge/serve-routes.ts';
import { campaignRoutes } from './campaigns.route.ts';

const failed = (code: status, details: string): Error => Object.assign(new Error(details), { code, details });
const round: Round = { n: 1, start: '2026-11-01', end: '2026-11-30', types: ['primary'], frozen: true, over: false };
const campaign: Campaign = {
  ...{ id: 'hundred-days', name: '百日整治', orgUnit: '3307', orgName: '演示市', classes: ['fire'] },
  ...{ start: '2026-11-01', end: '2027-02-08', rounds: [round], samples: [], version: 2 },
  ...{ createdAt: '2026-10-30T00:00:00.000Z', createdBy: '演示' },
};
const sample: Sample = {
  ...{ id: 's1', drawnAt: '2026-11-30T00:00:00.000Z', by: '演示', seed: 'seed', size: 1, majorOnly: false },
  ...{ candidates: 4, hazards: ['330702001-2026-0001'] },
};

const asked: unknown[] = [];
const take = <T>(answer: T, ...what: readonly unknown[]): Promise<T> => {
  asked.push(what);
  return Promise.resolve(answer);
};

const campaigns: Campaigns = {
  create: (token, order) => take(campaign, token, order),
  list: (token, page) => take({ items: [campaign], next: 'more' }, token, page),
  get: (_, id) =>
    id === campaign.id ? take(campaign, id) : Promise.reject(failed(status.NOT_FOUND, 'no such campaign or round')),
  addRound: (_, id, order) =>
    order.end > campaign.end
      ? Promise.reject(failed(status.INVALID_ARGUMENT, '轮次不在专项行动的日期之内。The round lies outside.'))
      : take(campaign, id, order),
  coverage: (_, place, page) =>
    take(
      {
        ...{ round, registered: 3, visited: 2, visits: 5, coverage: { numerator: 2, denominator: 3, value: '66.7' } },
        missing: { items: [{ orgUnit: '330702002', orgName: '演示二小' }], next: null },
      },
      place,
      page,
    ),
  visit: (_, place, order) => take({ visit: { ref: 'v1', hazards: [] }, isNew: order.ref !== 'v1' }, place, order),
  lookBack: (_, place, page) => take({ sample, drawn: 1, checked: 0, passed: 0, items: [], next: null }, place, page),
  draw: (_, id, order) => take(sample, id, order),
  recheck: (_, place, order) => take({ id: order.hazard, state: 'open' } as HazardDetail, place, order),
  rounds: async function* () {
    yield* await Promise.resolve([]);
  },
  stop: () => undefined,
};

let server: RunningServer;
beforeAll(async () => {
  server = await serveRoutes(campaignRoutes(campaigns));
});
afterAll(() => server.stop());
beforeEach(() => {
  asked.length = 0;
});

async function ask(path: string, body?: object): Promise<{ status: number; place: string | null; body: unknown }> {
  const headers = { authorization: 'Bearer staff', connection: 'close', 'content-type': 'application/json' };
  const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`http://127.0.0.1:${server.port}/campaigns${path}`, init);
  return { status: answer.status, place: answer.headers.get('location'), body: await answer.json() };
}

const order = { name: '百日整治', orgUnit: '3307', start: '2026-11-01', end: '2027-02-08' };
const visit = { orgUnit: '330702001', day: '2026-11-24', inspector: '演示' };

describe('campaigns', () => {
  test('are listed page by page, as whoever asks', async () => {
    expect(await ask('?limit=1&cursor=x')).toMatchObject({ status: 200, body: { items: [campaign], next: 'more' } });
    expect(asked).toEqual([['signed staff', { limit: 1, cursor: 'x' }]]);
    expect(await ask('?since=2026')).toMatchObject({ status: 400 });
  });

  test('that are ordered are 201 with their place', async () => {
    expect(await ask('', order)).toMatchObject({
      status: 201,
      place: '/api/v1/campaigns/hundred-days',
      body: campaign,
    });
  });

  test('that are ordered wrongly are told every fault', async () => {
    const wrong = { ...order, id: 'No Spaces', name: '', classes: ['water'], end: '2027-02-30' };
    const { body, ...answer } = await ask('', wrong);
    expect(answer.status).toBe(400);
    const { errors } = body as { readonly errors: readonly { readonly pointer: string; readonly code: string }[] };
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/classes/0', '/end', '/id', '/name']);
    expect(errors.find(({ pointer }) => pointer === '/end')?.code).toBe('invalid-day');
  });

  test('that may not be seen are 404', async () => {
    expect(await ask('/hundred-days')).toMatchObject({ status: 200, body: campaign });
    expect(await ask('/of-others')).toMatchObject({ status: 404 });
  });
});

describe('a round', () => {
  test('that is ordered is 201 with its place; why it cannot be is told', async () => {
    const ordered = { start: '2026-11-01', end: '2026-11-30', types: ['primary'] };
    const added = await ask('/hundred-days/rounds', ordered);
    expect(added).toMatchObject({ status: 201, place: '/api/v1/campaigns/hundred-days/rounds/1' });
    const outside = await ask('/hundred-days/rounds', { ...ordered, end: '2027-03-01' });
    expect(outside).toMatchObject({ status: 400, body: { detail: expect.stringContaining('轮次不在') } });
    expect(await ask('/hundred-days/rounds', { ...ordered, types: [] })).toMatchObject({ status: 400 });
  });

  test('shows how far it is, and who is missing', async () => {
    const shown = await ask('/hundred-days/rounds/1?limit=5');
    expect(shown).toMatchObject({ status: 200, body: { registered: 3, coverage: { value: '66.7' } } });
    expect(asked).toEqual([[{ campaign: 'hundred-days', n: 1 }, { limit: 5 }]]);
    for (const n of ['0', '01', 'x', '99999']) expect((await ask(`/hundred-days/rounds/${n}`)).status).toBe(404);
  });

  test('takes a visit: 201, and 200 when its ref is known', async () => {
    expect((await ask('/hundred-days/rounds/1/visits', visit)).status).toBe(201);
    expect((await ask('/hundred-days/rounds/1/visits', { ...visit, ref: 'v1' })).status).toBe(200);
    expect((await ask('/hundred-days/rounds/0/visits', visit)).status).toBe(404);
    const unnamed = await ask('/hundred-days/rounds/1/visits', { ...visit, inspector: '', hazards: [{}] });
    expect(unnamed.status).toBe(400);
  });
});

describe('a look-back', () => {
  test('is drawn with its seed and its draw', async () => {
    expect(await ask('/hundred-days/samples', { size: 1 })).toMatchObject({ status: 201, body: sample });
    expect(await ask('/hundred-days/samples', { size: 0 })).toMatchObject({ status: 400 });
  });

  test('lists what it has drawn and what was found', async () => {
    const shown = await ask('/hundred-days/samples/s1?limit=10');
    expect(shown).toMatchObject({ status: 200, body: { sample, drawn: 1, checked: 0, items: [] } });
    expect(asked).toEqual([[{ campaign: 'hundred-days', sample: 's1' }, { limit: 10 }]]);
    expect(await ask('/hundred-days/samples/s1?limit=0')).toMatchObject({ status: 400 });
  });

  test('takes what was found at each hazard', async () => {
    const found = { hazard: '330702001-2026-0001', passed: false, note: '又堆上了' };
    expect(await ask('/hundred-days/samples/s1/rechecks', found)).toMatchObject({
      status: 200,
      body: { state: 'open' },
    });
    expect(asked).toEqual([[{ campaign: 'hundred-days', sample: 's1' }, found]]);
    expect(await ask('/hundred-days/samples/s1/rechecks', { ...found, passed: 'no' })).toMatchObject({ status: 400 });
  });
});
