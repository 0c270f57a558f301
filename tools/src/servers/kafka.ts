import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import type { Home } from '../home/home.ts';
import type { ProcessSpec } from '../process/supervisor.ts';
import { isAlive } from '../process/until.ts';

const infraDir = join(import.meta.dirname, '../../../infra/kafka');
const host = '127.0.0.1';

/** An own broker: where it lives, where it listens, and whether it starts fast rather than runs fast. */
export type BrokerPlan = {
  readonly home: Home;
  readonly libDir: string;
  readonly port: number;
  readonly controllerPort: number;
  /** Tests only: a JVM that compiles quickly; under load the broker then costs half as much processor again. */
  readonly quick: boolean;
};

const dataDirOf = (home: Home): string => join(home.dataDir, 'kafka');
const configOf = (home: Home): string => join(dataDirOf(home), 'server.properties');

/** Explicit and sorted: a class archive is refused when the class path differs. */
function classPath(libDir: string): string {
  return readdirSync(libDir)
    .sort()
    .map((name) => join(libDir, name))
    .join(':');
}

function writeConfig({ home, port, controllerPort }: BrokerPlan): void {
  const template = readFileSync(join(infraDir, 'server.properties'), 'utf8');
  const filled = template
    .replaceAll('@BROKER_PORT@', String(port))
    .replaceAll('@CONTROLLER_PORT@', String(controllerPort))
    .replaceAll('@DATA_DIR@', join(dataDirOf(home), 'log'));
  writeFileSync(configOf(home), filled);
}

const flags = (quick: boolean): readonly string[] => [
  ...(quick ? ['-XX:TieredStopAtLevel=1'] : []),
  '-XX:+UseSerialGC',
  '-Xshare:auto',
  '-Djava.awt.headless=true',
  `-Dlog4j2.configurationFile=${join(infraDir, 'log4j2.properties')}`,
];

function clusterIdOf(metaFile: string): string | undefined {
  if (!existsSync(metaFile)) return undefined;
  return /^cluster\.id=(.+)$/m.exec(readFileSync(metaFile, 'utf8'))?.[1];
}

/** Formats the data folder the first time. Answers the cluster's id, by which this broker is told from any other. */
async function format(plan: BrokerPlan): Promise<string> {
  const metaFile = join(dataDirOf(plan.home), 'log', 'meta.properties');
  const known = clusterIdOf(metaFile);
  if (known !== undefined) return known;
  const id = randomBytes(16).toString('base64url').replace(/^-/, 'x'); // the tool takes a leading dash for an option
  const tool = ['kafka.tools.StorageTool', 'format', '-t', id, '-c', configOf(plan.home)];
  await promisify(execFile)('java', ['-Xmx128m', ...flags(true), '-cp', classPath(plan.libDir), ...tool]);
  return id;
}

/** Whether the broker of that cluster (any, when undefined) answers for itself and knows its controller. */
export async function isBrokerReady(broker: string, clusterId: string | undefined): Promise<boolean> {
  const timeouts = { connectionTimeout: 2000, requestTimeout: 3000 };
  const kafka = new Kafka({ brokers: [broker], ...timeouts, logLevel: logLevel.NOTHING, retry: { retries: 0 } });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    return (
      cluster.brokers.length > 0 &&
      cluster.controller !== null &&
      (clusterId ?? cluster.clusterId) === cluster.clusterId
    );
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** Takes away what a broker left that was ended before it could finish its archive. */
function sweepParts(archive: string): void {
  const prefix = `${basename(archive)}.part-`;
  const left = readdirSync(dirname(archive)).filter((name) => name.startsWith(prefix));
  for (const name of left) {
    if (!isAlive(Number(name.slice(prefix.length)))) rmSync(join(dirname(archive), name), { force: true });
  }
}

/** The class archive halves every later start; the first clean stop leaves it, which takes some seconds once. */
function classArchive(libDir: string): {
  readonly args: readonly string[];
  readonly onExit: NonNullable<ProcessSpec['onExit']>;
} {
  const archive = `${libDir}.jsa`;
  const part = `${archive}.part-${String(process.pid)}`;
  sweepParts(archive);
  if (existsSync(archive)) {
    return {
      args: [`-XX:SharedArchiveFile=${archive}`],
      onExit: ({ wasReady }) => {
        if (!wasReady) rmSync(archive, { force: true }); // a damaged archive kills the JVM: do without it next time
      },
    };
  }
  return {
    args: [`-XX:ArchiveClassesAtExit=${part}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off'],
    onExit: ({ code }) => {
      if (code === stoppedBySigterm && existsSync(part)) renameSync(part, archive);
    },
  };
}

const stoppedBySigterm = 143;

/** How to run the broker in a JVM of its own, ready to be supervised. Formats its data folder the first time. */
export async function brokerSpec(plan: BrokerPlan): Promise<ProcessSpec> {
  mkdirSync(dataDirOf(plan.home), { recursive: true });
  writeConfig(plan);
  const clusterId = await format(plan);
  const archive = classArchive(plan.libDir);
  const heap = ['-Xms256m', '-Xmx512m'];
  return {
    name: 'kafka',
    command: 'java',
    args: [
      ...heap,
      ...flags(plan.quick),
      ...archive.args,
      '-cp',
      classPath(plan.libDir),
      'kafka.Kafka',
      configOf(plan.home),
    ],
    env: process.env,
    logFile: join(plan.home.logsDir, 'kafka.log'),
    isReady: () => isBrokerReady(`${host}:${String(plan.port)}`, clusterId),
    readyTimeoutMs: 180_000,
    stopTimeoutMs: 30_000,
    onExit: archive.onExit,
  };
}
