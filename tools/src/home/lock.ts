import { mkdirSync, rmSync } from 'node:fs';
import { isAlive, until } from '../process/until.ts';
import { readJson, writePrivate, type Home } from './home.ts';

type Owner = { readonly pid: number; readonly guardPid: number };

const cleanUpMs = 15_000;

/**
 * Takes the home for this process. When its last owner was killed, waits until that one's processes are cleaned up;
 * throws when the owner is alive.
 */
export async function lockHome(home: Home, guardPid: number): Promise<() => void> {
  mkdirSync(home.dir, { recursive: true });
  const owner = readJson<Owner>(home.lockFile);
  if (owner !== undefined && isAlive(owner.pid))
    throw new Error(`已经在运行 already running: pid ${String(owner.pid)}, ${home.localFile}`);
  if (owner !== undefined) await until(() => !isAlive(owner.guardPid), cleanUpMs);
  writePrivate(home.lockFile, { pid: process.pid, guardPid } satisfies Owner);
  return () => {
    rmSync(home.lockFile, { force: true });
  };
}
