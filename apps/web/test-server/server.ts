import { alertCommands, type AlertVerb } from '@xiaomai/gateway-api/alert';
import { ReportOrder } from '@xiaomai/gateway-api/report';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { actingRoutes } from './acting/acting-routes.ts';
import { json, problem } from './answer.ts';
import { about, personOf, readingRoutes, type Asked } from './reading-routes.ts';
import { renderings, reportOf } from './reports.ts';
import { pageOf } from './city/scorecards.ts';
import { unitOf } from './city/tree.ts';
import { createWorld, type World } from './world.ts';

/** A gateway that pretends: for developing and testing the console without the services. */
export type TestServer = { readonly url: string; readonly world: World; readonly close: () => Promise<void> };

type Incoming = { readonly request: IncomingMessage; readonly asked: Asked };

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

async function serveFile(webDir: string, path: string, response: ServerResponse): Promise<void> {
  const wanted = join(webDir, normalize(path));
  const found = await stat(wanted).catch(() => undefined);
  const file = found?.isFile() === true && wanted.startsWith(webDir) ? wanted : join(webDir, 'index.html');
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}');
}

const isVerb = (name: string | undefined): name is AlertVerb =>
  name !== undefined && Object.hasOwn(alertCommands, name);

async function act({ request, asked }: Incoming): Promise<void> {
  const { parts, world, person, response } = asked;
  const verb = parts[2];
  if (!isVerb(verb)) return problem(response, 404);
  const command = alertCommands[verb].safeParse(await bodyOf(request));
  if (!command.success) return problem(response, 422, '请填写必填项');
  const result = world.act(parts[1] ?? '', {
    verb,
    command: command.data,
    by: person.name,
    ifMatch: request.headers['if-match'],
  });
  return 'timeline' in result ? json(response, 200, result) : problem(response, result.status, result.detail);
}

async function order({ request, asked }: Incoming): Promise<void> {
  const { world, person, response } = asked;
  const wanted = ReportOrder.safeParse(await bodyOf(request));
  const scope = wanted.success ? unitOf(wanted.data.scope) : undefined;
  if (!wanted.success || scope === undefined) return problem(response, 422);
  const { scorecards } = pageOf(world.intake, scope, wanted.data.period);
  const version = scorecards.reduce((sum, card) => sum + card.version, 0);
  const coverage = scorecards[0]?.coverage ?? { reported: 0, expected: 0 };
  const report = reportOf(
    { scope, period: wanted.data.period, version, coverage, by: person.name, at: Date.now() },
    world.reports,
  );
  if (!world.reports.includes(report)) {
    world.reports.push(report);
    world.events.send('report', report);
  }
  return json(response, 202, report);
}

function render({ asked: { world, parts, response } }: Incoming): void {
  const report = world.reports.find(({ id }) => id === parts[1]);
  const rendering = renderings[parts[2] ?? ''];
  if (report === undefined || rendering === undefined) return problem(response, 404);
  response.writeHead(200, { 'content-type': rendering.type }).end(rendering.body(report));
}

function read(noun: string, asked: Asked): void {
  const route = readingRoutes[noun];
  return route === undefined ? problem(asked.response, 404) : route(asked);
}

async function command(incoming: Incoming): Promise<void> {
  const { request, asked } = incoming;
  const [noun = ''] = asked.parts;
  const route = actingRoutes[noun];
  if (route === undefined) return noun === 'reports' ? order(incoming) : act(incoming);
  return route({ asked, body: await bodyOf(request), ifMatch: request.headers['if-match'] });
}

async function answer(incoming: Incoming): Promise<void> {
  const { request, asked } = incoming;
  const [noun = '', , more] = asked.parts;
  if (noun === 'stream') {
    return asked.world.events.attach(asked.response, request.headers['last-event-id']?.toString());
  }
  if (request.method === 'POST') return command(incoming);
  return noun === 'reports' && more !== undefined ? render(incoming) : read(noun, asked);
}

async function handle(
  world: World,
  request: IncomingMessage,
  exchange: { response: ServerResponse; webDir: string },
): Promise<void> {
  const { response, webDir } = exchange;
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (!url.pathname.startsWith('/api/v1/')) return serveFile(webDir, url.pathname, response);
  const parts = url.pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent);
  const person = personOf(request.headers.authorization);
  const asked = { world, parts, params: url.searchParams, response };
  if (parts[0] === 'about') return about({ ...asked, person: { name: '', role: 'staff', orgUnit: '', token: '' } });
  return person === undefined ? problem(response, 401) : answer({ request, asked: { ...asked, person } });
}

export async function startTestServer(webDir: string, port = 0): Promise<TestServer> {
  const world = createWorld();
  const server = createServer((request, response) => {
    handle(world, request, { response, webDir }).catch((cause: unknown) => problem(response, 500, String(cause)));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    world.events.cut();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, world, close };
}
