import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the range from which the system takes the near end of outgoing connections: while a server is being restarted,
// no client that tries to reach it can be given its port (and, on loopback, connect to itself).
const lowest = 20_000;
const highest = 32_000;

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => done(true)));
  });
}

async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, undefined));
}

const handedOut = new Set<number>();

async function take(port: number): Promise<boolean> {
  if (handedOut.has(port)) return false;
  handedOut.add(port); // before asking, so that two who ask at once never get the same
  return isFree(port);
}

/** A port nobody listens on: the usual one when it is free, else any. The same port is never handed out twice. */
export async function freePort(usual = 0): Promise<number> {
  let port = usual;
  while (port === 0 || !(await take(port))) port = randomInt(lowest, highest);
  return port;
}

/** The first port from there on that nobody listens on; any, from 0. */
export async function nextFreePort(from: number): Promise<number> {
  if (from === 0) return freePort();
  let port = from;
  while (!(await take(port))) port += 1;
  return port;
}
