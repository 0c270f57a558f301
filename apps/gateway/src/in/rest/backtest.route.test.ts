import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BacktestLine, BacktestOrder } from '@xiaomai/gateway-api/backtest';
import type { RunningServer } from '@xiaomai/http';
import { err, ok } from '@xiaomai/kernel';

import type { PackFault } from '../../flow/backtests.ts';
import { serveRoutes } from '../edge/serve-routes.ts';
import { backtestRoutes } from './backtest.route.ts';

const fault = (file: string): PackFault => ({
  ...{ file, line: 4, column: 9, path: 'colour', code: 'unknown-key', value: 'red' },
  ...{ zh: '不认识的键', en: 'this key is not known' },
});
const lines: readonly BacktestLine[] = [
  { kind: 'progress', done: 0, total: 2 },
  { kind: 'progress', done: 2, total: 2 },
];
const told = async function* (): AsyncGenerator<BacktestLine> {
  yield* await Promise.resolve(lines);
};
const asked: (readonly [string, BacktestOrder])[] = [];
let server: RunningServer;

beforeAll(async () => {
  server = await serveRoutes(
    backtestRoutes({
      run: (token, order) => {
        asked.push([token, order]);
        const wrong = order.packs.some(({ text }) => text === 'wrong');
        return Promise.resolve(wrong ? err([fault('b.yaml'), fault('elsewhere.yaml')]) : ok(told()));
      },
    }),
  );
});

afterAll(() => server.stop());

const ask = (body: unknown): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}/packs/backtest`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: 'Bearer staff', 'content-type': 'application/json', connection: 'close' },
  });
const order = { packs: [{ name: 'a.yaml', text: 'pack: a' }], from: '2026-01', to: '2026-Q4' };

test('packs are tried as the caller, and the answer comes a line after the other', async () => {
  const answer = await ask({ ...order, orgUnit: '3307', changes: 5 });
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  expect(
    (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(lines);
  expect(asked.at(-1)).toEqual(['signed staff', { ...order, orgUnit: '3307', changes: 5, language: 'zh-CN' }]);
});

test('what is wrong in packs is told with its place, also where it is in a file that was not given', async () => {
  const packs = [
    { name: 'a.yaml', text: '' },
    { name: 'b.yaml', text: 'wrong' },
  ];
  const answer = await ask({ ...order, packs });
  const found = { line: 4, code: 'invalid-pack', value: 'red' };
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    {
      errors: [
        { ...found, pointer: '/packs/1/text', detail: 'b.yaml:4:9  colour  unknown-key: 不认识的键' },
        { ...found, detail: 'elsewhere.yaml:4:9  colour  unknown-key: 不认识的键' },
      ],
    },
  ]);
});

test('an order that says too little is refused with every fault', async () => {
  const answer = await ask({ packs: [{ name: '../a.yaml', text: '' }], from: 'soon' });
  const { errors } = (await answer.json()) as { errors: { pointer: string; code: string }[] };
  expect(answer.status).toBe(400);
  expect(errors.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
    '/from invalid-period',
    '/packs/0/name invalid-field',
    '/to missing-field',
  ]);
});
