import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from './call.ts';
import { diagnose } from './diagnose.ts';
import { eventually, present } from './eventually.ts';
import { packsWithoutDue } from './packs.ts';

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
  /** Kills a process, and starts no other in its place before the story of its absence is over. */
  readonly without: (name: string, story: () => Promise<void>) => Promise<void>;
  /** Resolves when a process has died at a named crash point; the stack must have been started with `dying`. */
  readonly dieAt: (point: string) => Promise<void>;
  /** Waits until the process that took over says that it is ready. */
  readonly untilReady: (withinMs: number) => Promise<void>;
  /** Waits until the stack says that it is not ready, and what it waits for. */
  readonly untilWaiting: (withinMs: number, part: string) => Promise<void>;
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

type Kept = { readonly child: ChildProcess; readonly home: string };

const pidOf = (home: string, name: string): number =>
  present(readLocal(home).processes.find((process) => process.name === name)?.pid, `process ${name}`);

async function killProcess(home: string, name: string): Promise<void> {
  const before = pidOf(home, name);
  process.kill(before, 'SIGKILL');
  await eventually(20_000, () => {
    if (pidOf(home, name) === before) throw new Error(`${name} was not started again`);
  });
}

// Who keeps the processes alive stands still meanwhile.
async function leaveOut({ child, home }: Kept, name: string, story: () => Promise<void>): Promise<void> {
  child.kill('SIGSTOP');
  try {
    process.kill(pidOf(home, name), 'SIGKILL');
    await story();
  } finally {
    child.kill('SIGCONT');
  }
}

async function stopStack(child: ChildProcess, home: string): Promise<void> {
  if (child.exitCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
  if (process.env['E2E_KEEP'] === undefined) rmSync(home, { recursive: true, force: true });
  else console.log(`kept ${home}`);
}

async function notReady({ url }: LocalFile): Promise<readonly string[]> {
  const { status, body } = await call<{ readonly notReady: readonly string[] }>(`${url}/readyz`, { timeoutMs: 10_000 });
  if ((status === 200) !== (body.notReady.length === 0))
    throw new Error(`${String(status)} ${body.notReady.join(', ')}`);
  return body.notReady;
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
    kill: (name) => killProcess(home, name),
    without: (name, story) => leaveOut({ child, home }, name, story),
    dieAt: async (point) => {
      const onceFile = join(home, onceName);
      writeFileSync(onceFile, point);
      await eventually(30_000, () => {
        if (existsSync(onceFile)) throw new Error(`nobody came to ${point}`);
      });
    },
    untilReady: async (withinMs) => {
      await eventually(withinMs, async () => {
        const waitsFor = await notReady(local);
        if (waitsFor.length > 0) throw new Error(`not ready: ${waitsFor.join(', ')}`);
      });
    },
    untilWaiting: async (withinMs, part) => {
      await eventually(withinMs, async () => {
        const waitsFor = await notReady(local);
        if (!waitsFor.includes(part)) throw new Error(`it waits for ${waitsFor.join(', ') || 'nothing'}`);
      });
    },
    stop: () => stopStack(child, home),
  };
}

/** Starts the whole system as its own process on free ports, with no data and nothing that is ever due. `env` is laid over
 *  that of each service; the packs stand in the home. */
export async function startStack(env: Readonly<Record<string, string>> = {}): Promise<Stack> {
  const home = await mkdtemp(join(tmpdir(), 'xiaomai-e2e-'));
  packsWithoutDue(join(rootDir, 'packs'), join(home, 'packs'));
  const flags = Object.entries({ PACKS_DIR: '@HOME@/packs', ...env }).flatMap(([name, value]) => [
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
