import { mkdtempSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startGrpcServer, type GrpcServerOptions } from '@xiaomai/grpc';
import { listen } from '@xiaomai/http';
import type { Resources } from '@xiaomai/lifecycle';
import { createLogger } from '@xiaomai/telemetry';

import type { GatewayConfig } from './config.ts';
import { startGateway, type Feed } from './service.ts';

type Services = GrpcServerOptions['services'];

/** What stands behind the gateway under test. */
export type Behind = {
  readonly grpc: Readonly<Record<'ingest' | 'indicator' | 'alert' | 'reporting', Services>>;
  readonly ingest: RequestListener;
  readonly users: readonly object[];
  readonly config?: Partial<GatewayConfig>;
};

/** A gateway that runs in this process, and everything around it. */
export type Running = {
  readonly url: string;
  /** Hands messages to the gateway as its consumer would. */
  readonly tell: Parameters<Feed>[0]['handle'];
  readonly stop: () => Promise<void>;
};

export const secret = 'a secret of the tests, long enough';

function temporaryFile(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'gateway-')), name);
  writeFileSync(path, text);
  return path;
}

function resourcesOf(stops: (() => Promise<void> | void)[]): Resources {
  const checks: [string, () => boolean][] = [];
  return {
    onStop: (_name, stop) => stops.unshift(stop),
    readyWhen: (name, check) => checks.push([name, check]),
    notReady: () => checks.filter(([, check]) => !check()).map(([name]) => name),
    fatal: (error) => {
      throw error;
    },
  };
}

const plain = {
  http: { port: 0, host: '127.0.0.1' },
  ops: { port: 0, host: '127.0.0.1' },
  logLevel: 'silent',
  brokers: ['unused'],
  identitySecret: secret,
  notice: '演示',
  webDir: undefined,
  neighbours: [],
  requestsPerMinute: 6_000,
};

/** Starts the wired gateway against fake services on free ports. */
export async function startBehind({ grpc, ingest, users, config = {} }: Behind): Promise<Running> {
  const stops: (() => Promise<void> | void)[] = [];
  const addressOf = async (services: Services): Promise<string> => {
    const server = await startGrpcServer({ port: 0, services });
    stops.unshift(server.stop);
    return `127.0.0.1:${server.port}`;
  };
  const upstream = await listen(ingest, 0);
  stops.unshift(upstream.stop);
  let tell: Running['tell'] = () => Promise.resolve();
  const feed: Feed = ({ handle }) => {
    tell = handle;
    return Promise.resolve({ stop: () => Promise.resolve(), fetching: () => true });
  };
  const whole: GatewayConfig = {
    ...plain,
    ingestUrl: `http://127.0.0.1:${upstream.port}`,
    grpc: {
      ingest: await addressOf(grpc.ingest),
      indicator: await addressOf(grpc.indicator),
      alert: await addressOf(grpc.alert),
      reporting: await addressOf(grpc.reporting),
    },
    usersFile: temporaryFile('users.json', JSON.stringify(users)),
    ...config,
  };
  const port = await startGateway(whole, {
    log: createLogger('gateway', 'silent'),
    resources: resourcesOf(stops),
    feed,
  });
  return {
    url: `http://127.0.0.1:${port}`,
    tell: (batch) => tell(batch),
    stop: async () => {
      for (const stop of stops) await stop();
    },
  };
}
