import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { aChange } from '../domain/examples.ts';
import { notificationOf } from '../domain/notification.ts';
import type { Outcome, Receiver } from '../flow/receiver.ts';
import { webhookReceivers } from './webhook.receiver.ts';

type Request = { readonly headers: IncomingHttpHeaders; readonly body: unknown };

const servers: Server[] = [];
const stops: (() => Promise<void>)[] = [];
const notification = notificationOf('webhook-1', [aChange()], () => 'message-id');

async function answering(
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ url: string; requests: Request[]; connections: () => number }> {
  const requests: Request[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(status, headers).end('{"errcode":0}');
    });
  });
  servers.push(server);
  let connections = 0;
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    requests,
    connections: () => connections,
  };
}

function receiverAt(url: string): Receiver {
  const { receivers, stop } = webhookReceivers([url], 'http://console');
  stops.push(stop);
  const [receiver] = receivers;
  if (receiver === undefined) throw new Error('no receiver');
  return receiver;
}

const send = (url: string): Promise<Outcome> => receiverAt(url).send(notification);

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('a webhook', () => {
  test('gets version 4 as JSON with the id of the message', async () => {
    const { url, requests } = await answering(200);
    expect(await send(url)).toEqual({ kind: 'sent' });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'x-message-id': 'message-id' });
    expect(requests[0]?.body).toMatchObject({
      version: '4',
      status: 'firing',
      alerts: [{ labels: { alertname: 'guard-rate' } }],
    });
  });

  test.each([
    [204, 'sent'],
    [400, 'refused'],
    [404, 'refused'],
    [302, 'refused'],
    [408, 'unreachable'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ] as const)('that answers %i is %s', async (status, kind) => {
    const { url } = await answering(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {});
    expect((await send(url)).kind).toBe(kind);
  });

  test('is asked again no sooner than it wishes, within a minute', async () => {
    const [patient, endless] = [
      await answering(503, { 'retry-after': '7' }),
      await answering(429, { 'retry-after': '86400' }),
    ];
    expect(await send(patient.url)).toMatchObject({ waitMs: 7_000 });
    expect(await send(endless.url)).toMatchObject({ waitMs: 60_000 });
  });

  test('that nobody serves is unreachable', async () => {
    expect((await send('http://127.0.0.1:1/')).kind).toBe('unreachable');
  });

  test('has an id that tells addresses apart and shows none', () => {
    const [a, b] = ['http://x/secret-a', 'http://x/secret-b'].map((url) => receiverAt(url).id);
    expect(a).toMatch(/^webhook-[0-9a-f]{12}$/);
    expect(a).not.toBe(b);
    expect(receiverAt('http://x/secret-a').id).toBe(a);
  });

  test('keeps its connection from one message to the next', async () => {
    const { url, connections } = await answering(200);
    const receiver = receiverAt(url);
    for (let count = 0; count < 3; count += 1) expect(await receiver.send(notification)).toEqual({ kind: 'sent' });
    expect(connections()).toBe(1);
  });
});
