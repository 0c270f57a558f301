import { once } from 'node:events';
import { createServer, request, type ClientRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { cutLate } from './cut-late.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function posting(): Promise<ClientRequest> {
  const answering = createServer((_incoming, outgoing) => void outgoing.writeHead(401).end());
  server = answering;
  answering.on('request', cutLate(50));
  answering.listen(0, '127.0.0.1');
  await once(answering, 'listening');
  const { port } = answering.address() as AddressInfo;
  return request({ port, host: '127.0.0.1', method: 'POST' });
}

test('an endless body is answered, then cut', async () => {
  const outgoing = await posting();
  outgoing.on('error', () => undefined);
  const closed = once(outgoing, 'close');
  outgoing.write('x');
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  answer.resume();
  const sending = setInterval(() => outgoing.write('x'), 5);
  await closed;
  clearInterval(sending);
  expect([answer.statusCode, outgoing.writableFinished]).toEqual([401, false]);
});

test('a body that comes to its end keeps its connection', async () => {
  const outgoing = await posting();
  outgoing.write('x');
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  outgoing.end('y');
  await answer.toArray();
  expect([answer.statusCode, outgoing.destroyed && !outgoing.writableFinished]).toEqual([401, false]);
});
