import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { List } from '@xiaomai/gateway-api/list';
import type { RunningServer } from '@xiaomai/http';

import type { ReportingFilter, Scorecards } from '../../flow/scorecards.ts';
import { serveRoutes } from '../edge/serve-routes.ts';
import { figureRoutes } from './figures.route.ts';

const asked: (readonly [string, ReportingFilter])[] = [];
const parts: Readonly<Record<string, readonly List<string>[]>> = {
  many: [
    { items: ['{"orgUnit":"a"}', '{"orgUnit":"b"}'], next: null },
    { items: ['{"orgUnit":"c"}'], next: 'c' },
  ],
  few: [
    { items: [], next: null },
    { items: ['{"orgUnit":"a"}'], next: null },
  ],
  none: [{ items: [], next: null }],
};
const notFound = Object.assign(new Error('no such org unit'), { code: status.NOT_FOUND, details: '', metadata: {} });

const figures = async function* (token: string, filter: ReportingFilter): AsyncGenerator<List<string>> {
  asked.push([token, filter]);
  const told = parts[filter.orgUnit];
  if (told === undefined) throw await Promise.resolve(notFound);
  yield* told;
};

let server: RunningServer;

beforeAll(async () => {
  server = await serveRoutes(figureRoutes({ figures } as unknown as Scorecards));
});

afterAll(() => server.stop());

const ask = (orgUnit: string, query = ''): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}/scorecards/${orgUnit}/figures?dataset=d&period=2026-11${query}`, {
    headers: { authorization: 'Bearer staff', connection: 'close' },
  });

test.each([
  ['many', { items: [{ orgUnit: 'a' }, { orgUnit: 'b' }, { orgUnit: 'c' }], next: 'c' }],
  ['few', { items: [{ orgUnit: 'a' }], next: null }],
  ['none', { items: [], next: null }],
])('the bare figures of %s are one list, however many parts they come in', async (orgUnit, list) => {
  const answer = await ask(orgUnit);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  expect(await answer.json()).toEqual(list);
});

test('they are asked for as the caller, 5,000 at most in one answer', async () => {
  await ask('none', '&state=failing&indicator=i&tree=as-is&limit=5000&cursor=x');
  expect(asked.at(-1)).toEqual([
    'signed staff',
    {
      ...{ orgUnit: 'none', dataset: 'd', period: '2026-11', state: 'failing', indicator: 'i' },
      ...{ asIs: true, limit: 5_000, cursor: 'x', language: 'zh-CN' },
    },
  ]);
});

test('every fault of the query is told at once', async () => {
  const answer = await ask('none', '&state=lost&limit=5001');
  const { errors } = (await answer.json()) as { errors: readonly { parameter: string; value: string }[] };
  expect([answer.status, errors.map(({ parameter, value }) => [parameter, value])]).toEqual([
    400,
    [
      ['state', 'lost'],
      ['limit', '5001'],
    ],
  ]);
});

test('what the caller may not see is not there', async () => {
  expect((await ask('elsewhere')).status).toBe(404);
});
