import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunningServer } from '@xiaomai/http';

import { serveRoutes } from '../edge/serve-routes.ts';
import { adminRoutes } from './admin.route.ts';

const tokens: string[] = [];
const many = async function* (token: string): AsyncGenerator<{ n: number }> {
  tokens.push(await Promise.resolve(token));
  for (let n = 0; n < 250; n += 1) yield { n };
};
const breaking = async function* (): AsyncGenerator<{ n: number }> {
  yield await Promise.resolve({ n: 0 });
  for (let n = 1; n < 200; n += 1) yield { n };
  throw Object.assign(new Error('away'), { code: 14, details: '' });
};
const none = async function* (): AsyncGenerator<never> {
  for (const one of await Promise.resolve([])) yield one;
};
let server: RunningServer;

beforeAll(async () => {
  const exports = {
    submissions: many,
    scorecards: breaking,
    alerts: none,
    hazards: none,
    rounds: none,
    catalogue: none,
    'org-units': none,
  };
  server = await serveRoutes(adminRoutes(exports, { republish: (_token, from) => Promise.resolve(from) }));
});

afterAll(() => server.stop());

const ask = (path: string, role: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}/admin/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${role}`, 'content-type': 'application/json', connection: 'close' },
  });

describe('an export', () => {
  test('is a line for each thing, in order, as the administrator sees it', async () => {
    const answer = await ask('export/submissions', 'admin');
    const lines = (await answer.text()).trim().split('\n');
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(lines).toEqual(Array.from({ length: 250 }, (_, n) => `{"n":${n}}`));
    expect(tokens).toEqual(['signed admin']);
  });

  test('of nothing is empty', async () => {
    expect(await (await ask('export/alerts', 'admin')).text()).toBe('');
  });

  test('that breaks off cannot be taken for a whole one', async () => {
    await expect(ask('export/scorecards', 'admin').then((answer) => answer.text())).rejects.toThrow();
  });
});

test('everybody else is refused', async () => {
  for (const role of ['staff', 'leader', 'school']) {
    expect((await ask('export/submissions', role)).status).toBe(403);
    expect((await ask('republish', role, { method: 'POST', body: '{}' })).status).toBe(403);
  }
});

test('sending again begins at an instant', async () => {
  const sent = await ask('republish', 'admin', { method: 'POST', body: '{"from":"2026-11-21T00:00:00.000Z"}' });
  expect(await sent.json()).toEqual({ sent: Date.UTC(2026, 10, 21) });
  expect((await ask('republish', 'admin', { method: 'POST', body: '{"from":"yesterday"}' })).status).toBe(400);
});
