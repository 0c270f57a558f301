import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from './diagnose.ts';
import { eventually, present } from './eventually.ts';

export const rootDir: string = join(import.meta.dirname, '../../..');
export const nodeBin: string = join(rootDir, 'node_modules/.bin/node');

/** What a stack tells other programs about itself. */
export type LocalFile = {
  readonly url: string;
  readonly alertmanagerUrl: string;
  readonly mailUrl: string;
  readonly keys: readonly { readonly orgUnit: string; readonly datasets: readonly string[]; readonly key: string }[];
  readonly users: readonly {
    readonly name: string;
    readonly role: string;
    readonly orgUnit: string;
    readonly token: string;
  }[];
  readonly services: readonly { readonly name: string; readonly pid: number | null; readonly opsUrl: string }[];
  readonly kafka: string;
  readonly mongodb: string;
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
};

export type Stack = LocalFile & {
  readonly home: string;
  readonly keyOf: (orgUnit: string) => string;
  readonly tokenOf: (role: string, orgUnit?: string) => string;
  readonly opsUrlOf: (service: string) => string;
  /** Sends a signal to a process of the stack, by its name. */
  readonly signal: (name: string, signal: NodeJS.Signals) => void;
  /** Kills a process as power loss would, and waits until another one has been started in its place. */
  readonly kill: (name: string) => Promise<void>;
  /** Resolves when a process has died at a named crash point; the stack must have been started with `dying`. */
  readonly dieAt: (point: string) => Promise<void>;
  /** Waits until the process that took over says that it is ready. */
  readonly untilReady: (withinMs: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const onceName = 'crash-once';

/** The environment of services that die where `dieAt` says. */
export const dying: Readonly<Record<string, string>> = {
  CRASH_POINT: '*',
  CRASH_ONCE_FILE: `@HOME@/${onceName}`,
};

const readyLine = '就绪 ready';
const startMs = 150_000;

function untilReadyLine(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the stack is not ready:\n${said}`)), startMs);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (!said.includes(readyLine)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the stack ended (${String(code)}):\n${said}`));
    });
  });
}

const readLocal = (home: string): LocalFile => JSON.parse(readFileSync(join(home, 'local.json'), 'utf8')) as LocalFile;

const pidOf = (home: string, name: string): number =>
  present(readLocal(home).processes.find((process) => process.name === name)?.pid, `process ${name}`);

async function stopStack(child: ChildProcess, home: string): Promise<void> {
  if (child.exitCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
  if (process.env['E2E_KEEP'] === undefined) rmSync(home, { recursive: true, force: true });
  else console.log(`kept ${home}`);
}

function handle(child: ChildProcess, home: string): Stack {
  const local = readLocal(home);
  const { keys, users, services } = local;
  return {
    ...local,
    home,
    keyOf: (orgUnit) => present(keys.find((key) => key.orgUnit === orgUnit)?.key, `key of ${orgUnit}`),
    tokenOf: (role, orgUnit) =>
      present(
        users.find((user) => user.role === role && (orgUnit === undefined || user.orgUnit === orgUnit))?.token,
        `person ${role} ${orgUnit ?? ''}`,
      ),
    opsUrlOf: (service) => present(services.find(({ name }) => name === service)?.opsUrl, `service ${service}`),
    signal: (name, signal) => process.kill(pidOf(home, name), signal),
    kill: async (name) => {
      const before = pidOf(home, name);
      process.kill(before, 'SIGKILL');
      await eventually(20_000, () => {
        if (pidOf(home, name) === before) throw new Error(`${name} was not started again`);
      });
    },
    dieAt: async (point) => {
      const onceFile = join(home, onceName);
      writeFileSync(onceFile, point);
      await eventually(30_000, () => {
        if (existsSync(onceFile)) throw new Error(`nobody came to ${point}`);
      });
    },
    untilReady: async (withinMs) => {
      await eventually(withinMs, async () => {
        const answer = await fetch(`${local.url}/readyz`, { signal: AbortSignal.timeout(2000) });
        if (!answer.ok) throw new Error(`not ready: ${await answer.text()}`);
      });
    },
    stop: () => stopStack(child, home),
  };
}

/** Starts the whole system as its own process on free ports, with no data. `env` is laid over that of each service; `prepare`
 *  puts into the home what the services find there. */
export async function startStack(
  env: Readonly<Record<string, string>> = {},
  prepare: (home: string) => void = () => undefined,
): Promise<Stack> {
  const home = await mkdtemp(join(tmpdir(), 'xiaomai-e2e-'));
  prepare(home);
  const flags = Object.entries(env).flatMap(([name, value]) => [
    '--env',
    `${name}=${value.replaceAll('@HOME@', home)}`,
  ]);
  const program = join(rootDir, 'tools/src/stack/main.ts');
  const args = [
    '--disable-warning=TimeoutNegativeWarning',
    program,
    '--home',
    home,
    '--port',
    '0',
    '--no-demo',
    ...flags,
  ];
  // The channel tells the stack when this process is killed: then it stops as well.
  const child = spawn(nodeBin, args, { cwd: rootDir, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  try {
    await untilReadyLine(child);
    return handle(child, home);
  } catch (error) {
    const why = await diagnose(home);
    await stopStack(child, home);
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${why}`, { cause: error });
  }
}
