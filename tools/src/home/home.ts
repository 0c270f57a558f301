import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where a local stack keeps everything of its own. */
export type Home = {
  readonly dir: string;
  readonly dataDir: string;
  readonly logsDir: string;
  /** What other programs read: addresses, keys, processes. */
  readonly localFile: string;
  readonly secretsFile: string;
  readonly schoolKeysFile: string;
  readonly demoUsersFile: string;
  /** Exists once the demonstration data is loaded. */
  readonly demoMark: string;
  /** When the schools of the demonstration owe a month, and the packs that say so. */
  readonly demoDueFile: string;
  readonly demoPacksDir: string;
  readonly lockFile: string;
};

export function homeAt(dir: string): Home {
  const full = resolve(dir);
  return {
    dir: full,
    dataDir: join(full, 'data'),
    logsDir: join(full, 'logs'),
    localFile: join(full, 'local.json'),
    secretsFile: join(full, 'secrets.json'),
    schoolKeysFile: join(full, 'school-keys.json'),
    demoUsersFile: join(full, 'demo-users.json'),
    demoMark: join(full, 'demo-loaded'),
    demoDueFile: join(full, 'demo-due.json'),
    demoPacksDir: join(full, 'demo-packs'),
    lockFile: join(full, 'stack.lock'),
  };
}

/** Makes the folders; `fresh` takes everything away first but the lock that protects it. */
export function openHome(home: Home, fresh: boolean): void {
  if (fresh) {
    const { dir: _dir, lockFile: _lockFile, ...gone } = home;
    for (const path of Object.values(gone)) rmSync(path, { recursive: true, force: true });
  }
  for (const dir of [home.dataDir, home.logsDir]) mkdirSync(dir, { recursive: true });
}

const ownerOnly = 0o600;

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivate(path: string, content: unknown): void {
  const part = `${path}.part`;
  writeFileSync(part, `${JSON.stringify(content, null, 2)}\n`, { mode: ownerOnly });
  renameSync(part, path);
}

/** Reads a JSON file, or answers undefined when there is none. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
