import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IssuedSchoolKey } from '@xiaomai/gateway-api/school-key';
import type { RunningServer } from '@xiaomai/http';
import { err, ok } from '@xiaomai/kernel';

import type { SchoolKeys } from '../../flow/school-keys.ts';
import { serveRoutes } from '../edge/serve-routes.ts';
import { schoolKeyRoutes } from './school-keys.route.ts';

const key: IssuedSchoolKey = {
  id: 'k1',
  orgUnit: '330702001',
  datasets: [],
  label: '',
  signature: 'optional',
  state: 'active',
  oldSecretUntil: null,
  createdAt: '2026-11-24T04:00:00.000Z',
  lastUsedAt: null,
  version: 3,
  etag: '"3"',
  history: [],
  secret: 'sk_k1_s',
  signingSecret: 't',
};

const asked: unknown[] = [];
let server: RunningServer;

const keys: SchoolKeys = {
  list: (_token, page) => {
    asked.push(page);
    return Promise.resolve({ items: [key], next: null });
  },
  get: (_token, id) => Promise.resolve(id === 'k1' ? key : undefined),
  create: (_token, order) =>
    Promise.resolve(
      order.orgUnit === 'x' ? err([{ pointer: '/orgUnit', code: 'unknown-org-unit' as const, value: 'x' }]) : ok(key),
    ),
  rotate: (_token, order) => {
    asked.push(order);
    return Promise.resolve(key);
  },
  revoke: (_token, order) => {
    asked.push(order);
    return Promise.resolve(key);
  },
  stop: () => undefined,
};

beforeAll(async () => {
  server = await serveRoutes(schoolKeyRoutes(keys));
});

afterAll(() => server.stop());

const ask = (path: string, init: { role?: string; body?: unknown; ifMatch?: string } = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}/keys${path}`, {
    ...(init.body === undefined ? {} : { method: 'POST', body: JSON.stringify(init.body) }),
    headers: {
      authorization: `Bearer ${init.role ?? 'staff'}`,
      'content-type': 'application/json',
      ...(init.ifMatch === undefined ? {} : { 'if-match': init.ifMatch }),
    },
  });

describe('keys', () => {
  test.each(['school', 'leader'])('are nothing for a %s, whatever it names', async (role) => {
    const answers = await Promise.all([
      ask('', { role }),
      ask('/k1', { role }),
      ask('', { role, body: { orgUnit: 'x' } }),
      ask('/k1/rotate', { role, body: {}, ifMatch: '"3"' }),
      ask('/k1/revoke', { role, body: { reason: 'x' } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
  });

  test('are listed page by page', async () => {
    expect((await ask('?orgUnit=330702001&limit=2')).status).toBe(200);
    expect(asked.at(-1)).toEqual({ orgUnit: '330702001', limit: 2 });
    expect((await ask('?unit=1')).status).toBe(400);
  });

  test('are made with their secrets told once, and refused with every fault', async () => {
    const made = await ask('', { body: { orgUnit: '330702001' } });
    expect([made.status, made.headers.get('location'), made.headers.get('etag')]).toEqual([
      201,
      '/api/v1/keys/k1',
      '"3"',
    ]);
    expect(await made.json()).toMatchObject({ secret: 'sk_k1_s', signingSecret: 't' });
    const refused = await ask('', { body: { orgUnit: 'x' } });
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { errors: [{ pointer: '/orgUnit', code: 'unknown-org-unit' }] },
    ]);
  });

  test('are rotated as they were seen, with a week for the old secret unless said otherwise', async () => {
    expect((await ask('/k1/rotate', { body: {} })).status).toBe(428);
    expect((await ask('/k1/rotate', { body: {}, ifMatch: '*' })).status).toBe(412);
    expect((await ask('/k1/rotate', { body: { graceDays: 91 }, ifMatch: '"3"' })).status).toBe(400);
    expect((await ask('/k1/rotate', { body: {}, ifMatch: '"3"' })).status).toBe(200);
    expect(asked.at(-1)).toEqual({ id: 'k1', ifVersion: 3, graceMs: 604_800_000 });
    await ask('/k1/rotate', { body: { graceDays: 0 }, ifMatch: '"3"' });
    expect(asked.at(-1)).toEqual({ id: 'k1', ifVersion: 3, graceMs: 0 });
  });

  test('are revoked with a reason, seen before or not', async () => {
    expect((await ask('/k1/revoke', { body: {} })).status).toBe(400);
    expect((await ask('/k1/revoke', { body: { reason: '  ' } })).status).toBe(400);
    expect((await ask('/k1/revoke', { body: { reason: '外泄' }, ifMatch: 'W/"3"' })).status).toBe(412);
    await ask('/k1/revoke', { body: { reason: '外泄' } });
    expect(asked.at(-1)).toEqual({ id: 'k1', ifVersion: 0, reason: '外泄' });
    await ask('/k1/revoke', { body: { reason: '外泄' }, ifMatch: '"3"' });
    expect(asked.at(-1)).toEqual({ id: 'k1', ifVersion: 3, reason: '外泄' });
  });

  test('that are not there are not found', async () => {
    expect((await ask('/k2')).status).toBe(404);
  });
});
