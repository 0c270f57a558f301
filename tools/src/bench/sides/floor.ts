import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { freePort } from '../../home/ports.ts';
import type { ProcessSpec } from '../../process/supervisor.ts';
import { topics } from '../floor/topics.ts';
import { demoPlace } from '../place/texts.ts';
import type { BenchGround } from './ground.ts';
import { startLoad } from './load-process.ts';
import type { Side } from './side.ts';

const names = ['ingest', 'judge', 'alert', 'gateway'] as const;
const host = '127.0.0.1';
const partitions = 4; // as many as the product's

async function createTopics(brokers: string): Promise<void> {
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR }).admin();
  await admin.connect();
  await admin.createTopics({
    waitForLeaders: true,
    topics: Object.values(topics).map((topic) => ({ topic, numPartitions: partitions })),
  });
  await admin.disconnect();
}

async function isUp(port: number): Promise<boolean> {
  const answer = await fetch(`http://${host}:${String(port)}/`).catch(() => undefined);
  return answer?.ok === true;
}

function specOf({ home, brokers, mongodbUri }: BenchGround, name: (typeof names)[number], port: number): ProcessSpec {
  return {
    name: `floor-${name}`,
    command: process.execPath,
    args: ['--disable-warning=TimeoutNegativeWarning', join(import.meta.dirname, '../floor', `${name}.ts`)],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HTTP_PORT: String(port),
      KAFKA_BROKERS: brokers,
      MONGODB_URI: mongodbUri,
      FLOOR_DATABASE: 'bench_floor',
    },
    logFile: join(home.logsDir, `floor-${name}.log`),
    isReady: () => isUp(port),
    readyTimeoutMs: 60_000,
    stopTimeoutMs: 3_000,
  };
}

/** Starts the floor: the barest program that does the same input and output. */
export async function startFloor(ground: BenchGround): Promise<Side> {
  await createTopics(ground.brokers);
  const ports = new Map<string, number>();
  for (const name of names) {
    const port = await freePort();
    ports.set(name, port);
    await ground.start(specOf(ground, name, port));
  }
  const at = (name: string): { host: string; port: number } => ({ host, port: ports.get(name) ?? 0 });
  const target = { ingest: at('ingest'), origin: at('gateway'), key: 'none', token: 'none', place: demoPlace };
  const ownNames = names.map((name) => `floor-${name}`);
  const processes = (): ReturnType<Side['processes']> =>
    ground.services().filter(({ name }) => ownNames.includes(name));
  return { name: 'floor', target, load: await startLoad(target), ownNames, processes };
}
