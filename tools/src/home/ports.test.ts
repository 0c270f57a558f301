import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort, nextFreePort } from './ports.ts';

const servers: Server[] = [];

function listenAnywhere(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    servers.push(server);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
}

describe('a free port', () => {
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('is not the usual one when somebody listens there', async () => {
    const taken = await listenAnywhere();
    expect(await freePort(taken)).not.toBe(taken);
  });

  it('is the next one where people have to guess it', async () => {
    const taken = await freePort();
    const next = await nextFreePort(taken);
    expect(next).toBeGreaterThan(taken);
    expect(next).toBeLessThan(taken + 20);
  });

  it('is the usual one when nobody does, and only once', async () => {
    const usual = await freePort();
    expect(usual).toBeGreaterThanOrEqual(20_000);
    expect(usual).toBeLessThan(32_000);
    expect(await freePort(usual)).not.toBe(usual);
  });
});
