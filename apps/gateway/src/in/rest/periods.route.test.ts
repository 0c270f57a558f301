import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DecidedPeriod } from '@xiaomai/gateway-api/period';
import type { RunningServer } from '@xiaomai/http';

import type { DueTimes, Periods } from '../../flow/intake/periods.ts';
import { serveRoutes } from '../edge/serve-routes.ts';
import { periodRoutes } from './periods.route.ts';

const decided: DecidedPeriod = { dataset: 'safety', period: '2026-10', orgUnit: '3307', state: 'closed', history: [] };
const asked: unknown[] = [];
let server: RunningServer;

const deciding =
  (verb: string): Periods['close'] =>
  (_token, order) => {
    asked.push([verb, order]);
    return Promise.resolve(decided);
  };
const periods: Periods = {
  close: deciding('close'),
  reopen: deciding('reopen'),
  list: (_token, page) => {
    asked.push(page);
    return Promise.resolve({ items: [decided], next: null });
  },
  stop: () => undefined,
};
const due: DueTimes = {
  get: (_token, { dataset, orgUnit, period }) => {
    asked.push([dataset, orgUnit, period]);
    return Promise.resolve({ dataset, period: null, dueAt: null, provisional: false, reminders: [], expected: 0 });
  },
  stop: () => undefined,
};

beforeAll(async () => {
  server = await serveRoutes(periodRoutes(periods, due));
});

afterAll(() => server.stop());

const ask = (path: string, { role = 'staff', body }: { role?: string; body?: unknown } = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}/datasets/safety${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${role}`, 'content-type': 'application/json' },
  });

const order = { orgUnit: '3307', reason: '已汇总' };

describe('periods over HTTP', () => {
  test.each(['close', 'reopen'])('staff and administrators %s them, with a reason', async (verb) => {
    for (const role of ['staff', 'admin']) {
      const answer = await ask(`/periods/2026-10/${verb}`, { role, body: order });
      expect([answer.status, await answer.json()]).toEqual([200, decided]);
      expect(asked.at(-1)).toEqual([verb, { dataset: 'safety', period: '2026-10', ...order }]);
    }
    for (const role of ['school', 'leader'])
      expect((await ask(`/periods/2026-10/${verb}`, { role, body: order })).status).toBe(403);
    const without = await ask(`/periods/2026-10/${verb}`, { body: { orgUnit: '3307', reason: ' ' } });
    expect([without.status, await without.json()]).toMatchObject([
      400,
      { errors: [{ code: 'missing-field', pointer: '/reason' }] },
    ]);
  });

  test('everybody reads the decisions and the due times', async () => {
    const list = await ask('/periods?orgUnit=3307&limit=5', { role: 'school' });
    expect([list.status, await list.json()]).toEqual([200, { items: [decided], next: null }]);
    expect(asked.at(-1)).toEqual({ dataset: 'safety', orgUnit: '3307', limit: 5 });
    expect((await ask('/due?orgUnit=3307&period=2026-10', { role: 'leader' })).status).toBe(200);
    expect(asked.at(-1)).toEqual(['safety', '3307', '2026-10']);
    expect((await ask('/due?period=never')).status).toBe(400);
  });
});
