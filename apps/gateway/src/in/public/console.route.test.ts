import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, listen, type RunningServer } from '@xiaomai/http';

import { nothingThere } from '../edge/route.ts';
import { securityHeaders } from '../edge/security.ts';
import { consoleRoutes } from './console.route.ts';

const folder = mkdtempSync(join(tmpdir(), 'console-'));
let server: RunningServer;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>校脉</title>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'console');
  server = await listen(createApp().use(securityHeaders(), consoleRoutes(folder), nothingThere), 0);
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const ask = (path: string, accept = 'text/html'): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { headers: { accept, connection: 'close' } });

test.each(['/', '/board/330702', '/series/2021..2025'])('%s is a page, asked for again each time', async (path) => {
  const page = await ask(path);
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  expect(await page.text()).toContain('校脉');
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
});

test('a file named by its content is kept for ever', async () => {
  const file = await ask('/assets/index-abc.js', '*/*');
  expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
});

test('a file that is not there is not the page', async () => {
  expect((await ask('/assets/index-old.js', '*/*')).status).toBe(404);
  expect((await ask('/board', 'application/json')).status).toBe(404);
});
