import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Home } from '../home/home.ts';
import type { ProcessSpec } from '../process/supervisor.ts';

const composeFile = join(import.meta.dirname, '../../../infra/compose.yaml');

/** A service of infra/compose.yaml in the foreground, so that it is supervised like any other process. */
export type ComposePlan = {
  readonly home: Home;
  readonly service: 'kafka' | 'mongodb';
  readonly port: number;
  readonly isReady: () => Promise<boolean>;
};

/** One compose project per home, so that stacks side by side have their own containers and volumes. */
const projectOf = (home: Home): string => `xiaomai-${createHash('sha256').update(home.dir).digest('hex').slice(0, 8)}`;

const baseArgs = (home: Home, service: string): readonly string[] => [
  'compose',
  '--project-name',
  `${projectOf(home)}-${service}`,
  '--file',
  composeFile,
];

/** How to run one service of the compose file, ready to be supervised. */
export function composeSpec({ home, service, port, isReady }: ComposePlan): ProcessSpec {
  return {
    name: service,
    command: 'docker',
    args: [...baseArgs(home, service), 'up', '--no-log-prefix', service],
    env: { ...process.env, [`${service.toUpperCase()}_PORT`]: String(port) },
    logFile: join(home.logsDir, `${service}.log`),
    isReady,
    readyTimeoutMs: 300_000,
    stopTimeoutMs: 30_000,
  };
}

/** Takes away the containers and the data of a home. */
export async function removeContainers(home: Home, service: ComposePlan['service']): Promise<void> {
  await promisify(execFile)('docker', [...baseArgs(home, service), 'down', '--volumes']);
}
