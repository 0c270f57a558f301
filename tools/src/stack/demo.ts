import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { keyText } from '../home/secrets.ts';
import type { Say } from '../servers/find.ts';
import { publicUrl, type ServicesPlan } from './services.ts';

const loader = join(import.meta.dirname, '../seed/load-demo.ts');

/** Whether this home still waits for its demonstration data. */
export const needsDemo = ({ home }: ServicesPlan): boolean => !existsSync(home.demoMark);

/** Loads the demonstration data through the public address, once per home. Answers what the loader had to say. */
export async function loadDemo(plan: ServicesPlan, say: Say, signal: AbortSignal): Promise<readonly string[]> {
  const key = plan.secrets.keys.find(({ orgUnit }) => orgUnit === 'cn');
  const admin = plan.secrets.users.find(({ role }) => role === 'admin');
  if (key === undefined || admin === undefined) throw new Error(`${plan.home.secretsFile}: no key of cn or no admin`);
  const args = ['--url', publicUrl(plan.ports), '--key', keyText(key), '--admin-token', admin.token];
  const child = spawn(process.execPath, [loader, ...args], { stdio: ['ignore', 'pipe', 'pipe'], signal });
  child.once('error', () => undefined); // told by its exit
  const said: string[] = [];
  const exit = new Promise<number | null>((done) => child.once('close', done));
  createInterface({ input: child.stderr }).on('line', say);
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  if ((await exit) !== 0) throw new Error(`load-demo.ts:\n${said.join('\n')}`);
  writeFileSync(plan.home.demoMark, `${new Date().toISOString()}\n`);
  return said;
}
