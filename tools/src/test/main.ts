// Everything that must hold, one after the other: started by tools/test.mjs (npm test) and tools/check.mjs.
// --no-servers: only what needs neither broker nor database.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBroker, findDatabase } from '../servers/find.ts';
import { startServers } from '../servers/start.ts';
import { buildConsole } from '../stack/web-console.ts';
import { runNx, type NxRun } from './run-nx.ts';
import { add, isGreen, lastLine, nothing, type Tally } from './tally.ts';

type Stage = { readonly title: string; readonly run: () => Promise<Tally> };

const home = join(import.meta.dirname, '../../../.test-stack');
const stopping = new AbortController();
const { signal } = stopping;

const nx = (targets: readonly string[], more: Partial<NxRun>): Promise<Tally> =>
  runNx({ targets, parallel: 2, env: {}, signal, ...more });

async function withServers(): Promise<Tally> {
  const servers = await startServers(home);
  try {
    const env = { TEST_KAFKA_BROKERS: servers.kafka, TEST_MONGODB_URI: servers.mongodb };
    return await nx(['test-int'], { parallel: 1, results: 'int', env });
  } finally {
    await servers.stop();
  }
}

async function stories(): Promise<Tally> {
  await buildConsole(() => undefined);
  return nx(['e2e'], { parallel: 1, results: 'e2e' });
}

const withoutServers: readonly Stage[] = [
  { title: '类型与规则 types and house rules', run: () => nx(['typecheck', 'lint'], {}) },
  { title: '单元测试 unit tests', run: () => nx(['test'], { results: 'unit' }) },
];

const onServers: readonly Stage[] = [
  { title: '集成测试 tests on a real broker and database', run: withServers },
  { title: '全系统 stories through the whole system', run: stories },
];

/** Fetches and builds in the background what the later stages need; they join it and tell of any failure. */
function beginFetching(): void {
  const ignore = (): void => undefined;
  void findBroker(ignore).catch(ignore);
  void findDatabase(ignore).catch(ignore);
}

async function runStage({ title, run }: Stage): Promise<Tally> {
  const startMs = Date.now();
  console.log(`\n── ${title}`);
  const tally = await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  console.log(`── ${title}: ${lastLine(tally)}, ${((Date.now() - startMs) / 1000).toFixed(0)} s`);
  return tally;
}

async function runAll(stages: readonly Stage[]): Promise<Tally> {
  let sum = nothing;
  for (const stage of stages) {
    if (!signal.aborted) sum = add(sum, await runStage(stage));
  }
  return sum;
}

const { values } = parseArgs({ options: { servers: { type: 'boolean', default: true } }, allowNegative: true });
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stopping.abort());
process.once('disconnect', () => stopping.abort());

if (values.servers) beginFetching();
const sum = await runAll(values.servers ? [...withoutServers, ...onServers] : withoutServers);
console.log(`\n${lastLine(sum)}`);
process.exit(isGreen(sum) && !signal.aborted ? 0 : 1);
