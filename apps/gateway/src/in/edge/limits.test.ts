import { afterEach, expect, test } from '@jest/globals';
import { createApp, listen, type RunningServer } from '@xiaomai/http';
import type { RequestHandler } from 'express';

import { inFlightLimit, rateLimits, tokenPlace } from './limits.ts';

let server: RunningServer;

afterEach(async () => {
  server.server.closeAllConnections();
  await server.stop();
});

async function serve(limit: RequestHandler, last: RequestHandler): Promise<(token: string) => Promise<Response>> {
  server = await listen(createApp().use(limit, last), 0);
  return (token) => fetch(`http://127.0.0.1:${server.port}/`, { headers: { authorization: `Bearer ${token}` } });
}

const fine: RequestHandler = (_request, response) => void response.end('fine');

test('a token that asks too often is told when to come again, another is not disturbed', async () => {
  const ask = await serve(rateLimits(2), fine);
  const statuses = [await ask('a'), await ask('a')].map(({ status }) => status);
  const refused = await ask('a');
  expect([...statuses, refused.status]).toEqual([200, 200, 429]);
  expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(30);
  expect((await ask('b')).status).toBe(200);
});

test('made-up tokens share a bounded number of places', () => {
  const places = Array.from({ length: 5_000 }, (_, token) => tokenPlace(`Bearer made up ${token}`));
  expect(new Set(places).size).toBeLessThanOrEqual(256);
});

test('more than so many at once are told to come again, and room is made when one ends', async () => {
  const arrivals: ((end: () => void) => void)[] = [];
  const arrival = (): Promise<() => void> => new Promise((resolve) => arrivals.push(resolve));
  const ask = await serve(inFlightLimit(1), (_request, response) =>
    arrivals.shift()?.(() => void response.end('done')),
  );
  for (let round = 0; round < 2; round += 1) {
    const arrived = arrival();
    const held = ask('a');
    const end = await arrived;
    expect((await ask('a')).status).toBe(503);
    end();
    expect((await held).status).toBe(200);
  }
});
