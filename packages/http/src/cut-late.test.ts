import { once } from 'node:events';
import { Agent, createServer, request, type ClientRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { cutLate } from './cut-late.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Serving = { readonly port: number; readonly sockets: Set<Socket> };

async function serving(lingerMs: number): Promise<Serving> {
  const sockets = new Set<Socket>();
  const answering = createServer((incoming, outgoing) => {
    sockets.add(incoming.socket);
    outgoing.writeHead(401).end();
  });
  server = answering;
  answering.on('request', cutLate(lingerMs));
  answering.listen(0, '127.0.0.1');
  await once(answering, 'listening');
  return { port: (answering.address() as AddressInfo).port, sockets };
}

const posting = ({ port }: Serving, agent?: Agent): ClientRequest =>
  request({ port, host: '127.0.0.1', method: 'POST', ...(agent === undefined ? {} : { agent }) });

test('an endless body is answered, then cut', async () => {
  const outgoing = posting(await serving(50));
  outgoing.on('error', () => undefined);
  const closed = new Promise((done) => outgoing.once('close', done)); // an error comes before it
  outgoing.write('x');
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  answer.resume();
  const sending = setInterval(() => outgoing.write('x'), 5);
  await closed.finally(() => clearInterval(sending));
  expect([answer.statusCode, outgoing.writableFinished]).toEqual([401, false]);
});

test('bodies that come to their end keep their connection, and nothing is left on it', async () => {
  const { sockets, ...rest } = await serving(30_000);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const counts = new Set<number>();
  for (let n = 0; n < 20; n += 1) {
    const outgoing = posting({ sockets, ...rest }, agent);
    outgoing.write('x');
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    outgoing.end('y');
    await answer.toArray();
    for (const socket of sockets) counts.add(socket.listenerCount('close'));
  }
  agent.destroy();
  expect([sockets.size, counts.size]).toEqual([1, 1]);
});
