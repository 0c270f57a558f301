import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import type { AlertDetail } from '@xiaomai/gateway-api/alert';
import type { RunningServer } from '@xiaomai/http';

import type { Act, AlertFilter, Alerts } from '../../flow/alerts.ts';
import { serveRoutes } from '../edge/serve-routes.ts';
import { alertRoutes } from './alerts.route.ts';

const seen = { id: '330702:i1:1', etag: '"3"', handling: 'new' } as AlertDetail;
const failed = (code: status, details: string): Error => Object.assign(new Error(details), { code, details });

const acts: Act[] = [];
const filters: AlertFilter[] = [];
const alerts: Alerts = {
  list: (_token, filter) => {
    filters.push(filter);
    return Promise.resolve({ items: [seen], next: null });
  },
  get: (_token, _id, language) => Promise.resolve({ ...seen, reason: language }),
  act: (_token, act) => {
    acts.push(act);
    if (act.ifMatch !== 3) return Promise.reject(failed(status.ABORTED, 'handling is at version 3'));
    if (act.verb === 'reopen') return Promise.reject(failed(status.FAILED_PRECONDITION, 'new'));
    return Promise.resolve({ ...seen, etag: '"4"', handling: 'acknowledged' });
  },
  all: async function* () {
    yield* await Promise.resolve([]);
  },
  stop: () => undefined,
};
let server: RunningServer;

beforeAll(async () => {
  server = await serveRoutes(alertRoutes(alerts));
});

afterAll(() => server.stop());

beforeEach(() => {
  acts.length = 0;
  filters.length = 0;
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}/alerts${path}`, {
    ...init,
    headers: { authorization: 'Bearer staff', connection: 'close', ...init.headers },
  });

const command = (verb: string, body: object, ifMatch?: string): Promise<Response> => {
  const headers = { 'content-type': 'application/json', ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) };
  return ask(`/${seen.id}/${verb}`, { method: 'POST', body: JSON.stringify(body), headers });
};

describe('a command', () => {
  test('carries what was seen, and is answered with the new state and its tag', async () => {
    const tag = (await ask(`/${seen.id}`)).headers.get('etag') ?? '';
    const done = await command('acknowledge', { note: '收到' }, tag);
    expect([done.status, done.headers.get('etag'), await done.json()]).toMatchObject([
      200,
      '"4"',
      { handling: 'acknowledged' },
    ]);
    expect(acts).toEqual([
      { id: seen.id, verb: 'acknowledge', ifMatch: 3, command: { note: '收到' }, language: 'zh-CN' },
    ]);
  });

  test('without If-Match is refused and not passed on', async () => {
    expect((await command('acknowledge', {})).status).toBe(428);
    expect(acts).toEqual([]);
  });

  test.each(['"2"', '*', 'W/"3"', '3', '"x"'])('on what was not seen as it is (%s) is refused', async (tag) => {
    expect((await command('acknowledge', {}, tag)).status).toBe(412);
  });

  test('that the state does not allow is told the state', async () => {
    const refused = await command('reopen', { note: '复发' }, '"3"');
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'state-conflict', detail: 'new' }]);
  });

  test.each([
    [
      'assign',
      { who: 'x' },
      [
        { pointer: '/assignee', code: 'missing-field' },
        { pointer: '/who', code: 'unknown-field' },
      ],
    ],
    ['close', {}, [{ pointer: '/note', code: 'missing-field' }]],
    ['comment', { note: 'x'.repeat(2_001) }, undefined],
    ['submit', { note: '已整改', links: ['not a link'] }, [{ pointer: '/links/0', code: 'invalid-field' }]],
  ])('%s without what it needs is told everything that is wrong', async (...[verb, body, errors]) => {
    const refused = await command(verb, body, '"3"');
    expect(refused.status).toBe(errors === undefined ? 413 : 400);
    if (errors !== undefined) expect(await refused.json()).toMatchObject({ errors });
    expect(acts).toEqual([]);
  });
});

test('words are asked for in the language of the reader: of one, of the list, after a command', async () => {
  const headers = { 'accept-language': 'en', 'content-type': 'application/json', 'if-match': '"3"' };
  expect(await (await ask(`/${seen.id}`, { headers })).json()).toMatchObject({ reason: 'en' });
  await ask('', { headers });
  await ask(`/${seen.id}/start`, { headers, method: 'POST', body: '{}' });
  expect([filters[0]?.language, acts[0]?.language]).toEqual(['en', 'en']);
});

describe('the list', () => {
  test('asks for open alerts by every state but closed', async () => {
    await ask('?state=open&condition=firing,pending&overdue=true&limit=10');
    expect(filters).toMatchObject([
      {
        handlings: ['new', 'acknowledged', 'assigned', 'rectifying', 'in-review'],
        conditions: ['firing', 'pending'],
        severities: [],
        overdue: true,
        limit: 10,
      },
    ]);
  });

  test('without limits asks for all, fifty at a time', async () => {
    await ask('');
    expect(filters).toMatchObject([{ handlings: [], conditions: [], severities: [], overdue: false, limit: 50 }]);
  });
});
