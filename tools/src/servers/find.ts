import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the broker will run on. */
export type BrokerChoice =
  | { readonly kind: 'brokers'; readonly brokers: string }
  | { readonly kind: 'jars'; readonly libDir: string; readonly size: string }
  | { readonly kind: 'docker' };

/** What the database server will run on. */
export type DatabaseChoice =
  | { readonly kind: 'uri'; readonly uri: string }
  | { readonly kind: 'mongod'; readonly bin: string }
  | { readonly kind: 'docker' }
  | { readonly kind: 'secantus'; readonly bin: string; readonly size: string };

/** Tells a person how a step is getting on. */
export type Say = (text: string) => void;

type News = { readonly progress?: string; readonly found?: unknown; readonly problem?: string };

const fetchDir = join(import.meta.dirname, '../../fetch');

async function find(script: string, say: Say): Promise<unknown> {
  const child = spawn(process.execPath, [join(fetchDir, script)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = (): boolean => child.kill('SIGTERM');
  process.once('exit', stop);
  child.once('exit', () => process.off('exit', stop));
  let answer: News = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const news = JSON.parse(line) as News;
    if (news.progress === undefined) answer = news;
    else say(news.progress);
  }
  if (answer.found === undefined) throw new Error(answer.problem ?? `${script} said nothing`);
  return answer.found;
}

/** Finds, fetches if need be, what the Kafka broker runs on. */
export async function findBroker(say: Say): Promise<BrokerChoice> {
  return (await find('broker.mjs', say)) as BrokerChoice;
}

/** Finds, builds if need be, the database server. */
export async function findDatabase(say: Say): Promise<DatabaseChoice> {
  return (await find('database.mjs', say)) as DatabaseChoice;
}
