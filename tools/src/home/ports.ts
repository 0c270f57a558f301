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

/** A port nobody listens on: the usual one when it is free, else any. The same port is never handed out twice. */
export async function freePort(usual = 0): Promise<number> {
  for (let port = usual; ; port = randomInt(lowest, highest)) {
    if (port === 0 || handedOut.has(port) || !(await isFree(port))) continue;
    handedOut.add(port);
    return port;
  }
}
