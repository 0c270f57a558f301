import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cutLate } from './cut-late.ts';

/** A listening HTTP server. */
export type RunningServer = {
  readonly port: number;
  readonly server: Server;
  /** Takes no new connection, lets running requests end, and returns when the last is done. */
  readonly stop: () => Promise<void>;
};

const lingerMs = 10_000;

/** Listens on a port (0 = any free one) of a host; rejects when the port is taken. */
export function listen(handler: RequestListener, port: number, host = '127.0.0.1'): Promise<RunningServer> {
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 0 }, handler);
  server.on('request', cutLate(lingerMs));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve({
        port: (server.address() as AddressInfo).port,
        server,
        stop: () =>
          new Promise((done) => {
            server.close(() => {
              done();
            });
            server.closeIdleConnections();
          }),
      });
    });
  });
}
