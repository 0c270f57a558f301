import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunningServer } from '@xiaomai/http';
import { err, ok } from '@xiaomai/kernel';

import type { OrgTree, OrgTreeChangeFilter, OrgUnitFilter, OrgUnitOrder } from '../../flow/org-tree.ts';
import { serveRoutes } from '../edge/serve-routes.ts';
import { orgUnitRoutes } from './org-units.route.ts';

const asked: { orders: OrgUnitOrder[]; filters: OrgTreeChangeFilter[]; lists: OrgUnitFilter[] } = {
  orders: [],
  filters: [],
  lists: [],
};

const tree: Pick<OrgTree, 'change' | 'changes' | 'list'> = {
  list: (_token, filter) => {
    asked.lists.push(filter);
    return Promise.resolve({ items: [], next: null });
  },
  change: (_token, order) => {
    asked.orders.push(order);
    const faults = [
      { pointer: '/parent', rule: 'unknown-org-unit', value: 'nowhere' },
      { pointer: '/from', rule: 'not-open-then', value: '2019-09-01' },
    ] as const;
    return Promise.resolve(order.id === 'faulty' ? err(faults) : ok({ version: 7, change: null }));
  },
  changes: (_token, filter) => {
    asked.filters.push(filter);
    return Promise.resolve({ items: [], next: null });
  },
};

let server: RunningServer;
beforeAll(async () => {
  server = await serveRoutes(orgUnitRoutes(tree as OrgTree));
});
afterAll(() => server.stop());

type Told = { readonly status: number; readonly body: Record<string, unknown> };

async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Told> {
  const response = await fetch(`http://127.0.0.1:${server.port}/org-units/${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer admin', 'content-type': 'application/json', 'if-match': '"3"', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Told['body'] };
}

const since = { from: '2026-09-01', reason: '区划调整' };

describe('changing an org unit', () => {
  test('carries the day, the reason and the version seen', async () => {
    asked.orders.length = 0;
    expect(await post('s1/move', { ...since, parent: 't2' })).toEqual({
      status: 200,
      body: { version: 7, change: null },
    });
    expect(asked.orders).toEqual([{ id: 's1', ifMatch: 3, command: { verb: 'move', ...since, parent: 't2' } }]);
  });

  test('is for the administrator', async () => {
    for (const role of ['staff', 'school', 'leader']) {
      expect((await post('s1/close', since, { authorization: `Bearer ${role}` })).status).toBe(403);
    }
  });

  test('tells every fault of the body at once', async () => {
    const { status, body } = await post('s1/split', { from: 'soon', parts: [{ id: 'Bad', nameZh: '' }] });
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([
      { pointer: '/from', code: 'invalid-field' },
      { pointer: '/reason', code: 'missing-field' },
      { pointer: '/parts/0/id', code: 'invalid-org-unit-id' },
      { pointer: '/parts/0/nameZh', code: 'invalid-field' },
    ]);
  });

  test('tells every reason why the tree cannot change so, in both languages', async () => {
    const { status, body } = await post('faulty/move', { ...since, parent: 'nowhere' }, { 'accept-language': 'zh-CN' });
    expect([status, body['errors']]).toMatchObject([
      422,
      [
        { pointer: '/parent', code: 'unknown-org-unit', value: 'nowhere', detail: expect.stringContaining('组织单元') },
        { pointer: '/from', code: 'not-open-then', value: '2019-09-01' },
      ],
    ]);
  });

  test('needs the version that was seen, except to open', async () => {
    const bare = async (verb: string, body: object): Promise<number> => {
      const headers = { authorization: 'Bearer admin', 'content-type': 'application/json' };
      const url = `http://127.0.0.1:${server.port}/org-units/s9/${verb}`;
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    };
    expect(await bare('close', since)).toBe(428);
    expect(await bare('open', { ...since, parent: 't2', type: 'primary', nameZh: '新校' })).toBe(200);
    expect((await post('s1/close', since, { 'if-match': '*' })).status).toBe(412);
  });
});

test('units are asked for by id, so many at a time', async () => {
  const list = async (ids: string): Promise<number> =>
    (
      await fetch(`http://127.0.0.1:${server.port}/org-units?ids=${ids}`, {
        headers: { authorization: 'Bearer staff' },
      })
    ).status;
  expect(await list('s1,s2')).toBe(200);
  expect(asked.lists).toEqual([{ ids: ['s1', 's2'], limit: 50 }]);
  expect(await list(Array.from({ length: 201 }, (_, at) => `s${at}`).join(','))).toBe(400);
  expect(await list('s1,,s2')).toBe(400);
});

test('the changes of the tree are listed to bureaus, from a version on', async () => {
  const list = async (query: string, role: string): Promise<number> =>
    (
      await fetch(`http://127.0.0.1:${server.port}/org-tree/changes${query}`, {
        headers: { authorization: `Bearer ${role}` },
      })
    ).status;
  expect(await list('?orgUnit=s1&limit=2&cursor=9', 'admin')).toBe(200);
  expect(asked.filters).toEqual([{ orgUnit: 's1', limit: 2, before: 9 }]);
  expect(await list('?cursor=soon', 'admin')).toBe(400);
  expect([await list('', 'staff'), await list('', 'leader'), await list('', 'school')]).toEqual([200, 200, 403]);
});
