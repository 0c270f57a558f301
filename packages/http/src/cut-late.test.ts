import { once } from 'node:events';
import { Agent, createServer, request, type ClientRequest, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { cutLate } from './cut-late.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Serving = { readonly port: number; readonly sockets: Set<Socket> };

async function serving(lingerMs: number, answer = ''): Promise<Serving> {
  const sockets = new Set<Socket>();
  const answering = createServer((incoming, outgoing) => {
    sockets.add(incoming.socket);
    outgoing.writeHead(401).end(answer);
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

const closing = `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 30000000\r\n\r\n`;

test('an early answer reaches a client that wants the connection closed, still sends and reads it late', async () => {
  const { port, sockets } = await serving(30_000, 'x'.repeat(100_000));
  const client = connect(port, '127.0.0.1').pause();
  client.on('error', () => undefined);
  client.write(closing);
  await new Promise((done) => client.write(Buffer.alloc(10_000_000), done));
  await new Promise((done) => client.write(Buffer.alloc(10_000_000), done)); // by now the answer is on its way
  const [socket] = sockets;
  expect(socket?.writableFinished).toBe(true);
  const text = (await client.toArray()).join('');
  expect([/^HTTP\S+ \d+/.exec(text)?.[0], text.match(/x/g)?.length]).toEqual(['HTTP/1.1 401', 100_000]);
});

test('a connection that was to be closed is closed when the rest of the body has come', async () => {
  const { port, sockets } = await serving(30_000);
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  client.write(closing);
  await once(client.resume(), 'end');
  const [socket] = sockets;
  expect(socket?.destroyed).toBe(false);
  const closed = socket && once(socket, 'close');
  client.write(Buffer.alloc(30_000_000));
  await closed;
  expect(socket?.destroyed).toBe(true);
  client.destroy();
});
