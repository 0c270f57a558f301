import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
import type { Home } from '../home/home.ts';
import type { ProcessSpec } from '../process/supervisor.ts';

const host = '127.0.0.1';
const localOptions = 'directConnection=true&retryWrites=false';
// The journal is written at each commit, without fsync: acknowledged writes survive kill -9. Never drop this.
const journalAtEachCommit = 'transaction_sync=(enabled=true,method=none)';

// Memory that is handed back to the system and taken again at each burst costs the server a sixth of its time.
const keepsMemory = '-1';

/** An own database server: which program, where it lives, where it listens. */
export type DatabasePlan = {
  readonly home: Home;
  readonly server: { readonly kind: 'mongod' | 'secantus'; readonly bin: string };
  readonly port: number;
};

export function localMongoUri(port: number): string {
  return `mongodb://${host}:${String(port)}/?${localOptions}`;
}

/** Whether the server at that address answers a ping. */
export async function isDatabaseReady(uri: string): Promise<boolean> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 1000, connectTimeoutMS: 1000 });
  try {
    await client.db('admin').command({ ping: 1 });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

function argsOf({ home, server, port }: DatabasePlan): readonly string[] {
  const dir = join(home.dataDir, 'mongodb');
  mkdirSync(dir, { recursive: true });
  if (server.kind === 'mongod') return ['--bind_ip', host, '--port', String(port), '--dbpath', dir];
  const storage = ['--storage-path', dir, '--cache-size', '1G'];
  return ['--host', host, '--port', String(port), ...storage, '--log-level', 'WARNING'];
}

/** How to run the database server, ready to be supervised. */
export function databaseSpec(plan: DatabasePlan): ProcessSpec {
  return {
    name: 'mongodb',
    command: plan.server.bin,
    args: argsOf(plan),
    env: { ...process.env, SECANTUS_WT_CONFIG_EXTRA: journalAtEachCommit, MIMALLOC_PURGE_DELAY: keepsMemory },
    logFile: join(plan.home.logsDir, 'mongodb.log'),
    isReady: () => isDatabaseReady(localMongoUri(plan.port)),
    readyTimeoutMs: 180_000,
    stopTimeoutMs: 15_000,
  };
}

/** Drops every database of that prefix on a server that somebody else runs. */
export async function dropDatabases(uri: string, prefix: string): Promise<void> {
  const client = new mongoose.mongo.MongoClient(uri);
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    const own = databases.filter(({ name }) => name.startsWith(`${prefix}_`));
    await Promise.all(own.map(({ name }) => client.db(name).dropDatabase()));
  } finally {
    await client.close();
  }
}
