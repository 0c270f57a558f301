import { afterEach, expect, test } from '@jest/globals';
import { createApp, listen, type RunningServer } from '@xiaomai/http';

import { notReadyIn } from '../../flow/readiness.ts';
import { httpAskReady } from '../../out/http/neighbours.ts';
import { healthRoutes } from './health.route.ts';

const running: RunningServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.server.closeAllConnections();
    await server.stop();
  }
});

async function serve(handler: Parameters<typeof listen>[0]): Promise<string> {
  const server = await listen(handler, 0);
  running.push(server);
  return `http://127.0.0.1:${server.port}`;
}

async function stackOf(neighbours: Readonly<Record<string, string>>, own: readonly string[] = []): Promise<Response> {
  const named = Object.entries(neighbours).map(([name, opsUrl]) => ({ name, opsUrl }));
  const ask = () => notReadyIn({ neighbours: named, ask: httpAskReady(300), own: () => own });
  return fetch(`${await serve(createApp().use(healthRoutes(ask)))}/readyz`, { headers: { connection: 'close' } });
}

test('the stack is ready when everything is', async () => {
  const ready = await serve((_request, response) => response.end('{}'));
  const answer = await stackOf({ ingest: ready, alert: ready });
  expect([answer.status, await answer.json()]).toEqual([200, { ready: true, notReady: [] }]);
});

test('what is not ready is named, all of it, and who asks is told to come again', async () => {
  const waiting = await serve((_request, response) => response.writeHead(503).end('{"notReady":["kafka"]}'));
  const broken = await serve((_request, response) => response.writeHead(500).end('oops'));
  const hanging = await serve(() => undefined);
  const gone = await serve(() => undefined);
  const last = running.pop();
  await last?.stop();
  const answer = await stackOf({ ingest: waiting, alert: broken, indicator: hanging, reporting: gone }, ['changes']);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await answer.json()).toEqual({
    ready: false,
    notReady: [
      'gateway: changes',
      'ingest: kafka',
      'alert: unreachable',
      'indicator: unreachable',
      'reporting: unreachable',
    ],
  });
});
