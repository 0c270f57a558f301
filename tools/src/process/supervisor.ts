import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { backOff } from './back-off.ts';
import { startGuard, type Guard } from './guard.ts';
import { until } from './until.ts';

/** A process to keep running: always started the same way, with the same environment and ports. */
export type ProcessSpec = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly isReady: () => Promise<boolean>;
  readonly readyTimeoutMs: number;
  /** How long it may take to stop before it is killed. */
  readonly stopTimeoutMs: number;
  /** Called at each end of the process, wanted or not. */
  readonly onExit?: (end: { readonly code: number | null; readonly wasReady: boolean }) => void;
};

export type RunningProcess = { readonly name: string; readonly pid: number };

export type Supervisor = {
  /** Starts a process and waits until it is ready; throws with the end of its log when it never is. */
  readonly start: (spec: ProcessSpec) => Promise<void>;
  /** Stops the named processes side by side. */
  readonly stop: (names: readonly string[]) => Promise<void>;
  readonly running: () => readonly RunningProcess[];
  readonly guardPid: () => number;
  readonly close: () => void;
};

/** What the supervisor tells: a process has a new pid, or ended without being asked to. */
export type SupervisorNews = {
  readonly onPid: (process: RunningProcess) => void;
  readonly onDeath: (name: string, reason: string) => void;
};

type Kept = {
  readonly spec: ProcessSpec;
  readonly nextDelayMs: (ranMs: number) => number;
  child: ChildProcess | undefined;
  restart: NodeJS.Timeout | undefined;
  stopping: boolean;
  isReady: boolean;
  deaths: number;
};

const deathsBeforeGivingUp = 4;
const tailLines = 12;

// Of a line that our services log on the way out: why they stop.
function reasonIn(line: string): string | undefined {
  try {
    const { err } = JSON.parse(line) as { readonly err?: { readonly message?: unknown } };
    return typeof err?.message === 'string' ? err.message : undefined;
  } catch {
    return undefined;
  }
}

/** The reason a process gave with its last line, or else the end of its log. */
function lastWords(file: string): string {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-tailLines);
  return reasonIn(lines.at(-1) ?? '') ?? lines.join('\n');
}

function spawnLogged(spec: ProcessSpec): ChildProcess {
  const log = openSync(spec.logFile, 'a');
  // A session of its own: Ctrl-C in the terminal reaches the supervisor alone, which then stops all in order.
  const options = { env: spec.env, detached: true, stdio: ['ignore', log, log] as ['ignore', number, number] };
  const child = spawn(spec.command, spec.args, options);
  closeSync(log);
  return child;
}

function run(kept: Kept, guard: Guard, news: SupervisorNews): void {
  const startedAt = Date.now();
  const child = spawnLogged(kept.spec);
  const { pid } = child;
  kept.child = child;
  if (pid !== undefined) {
    guard.watch(pid);
    news.onPid({ name: kept.spec.name, pid });
  }
  let ended = false;
  const onEnd = (code: number | null, reason: string): void => {
    if (ended) return;
    ended = true;
    if (pid !== undefined) guard.forget(pid);
    kept.child = undefined;
    kept.spec.onExit?.({ code, wasReady: kept.isReady });
    if (!kept.stopping) startAgain(Date.now() - startedAt, reason);
  };
  const startAgain = (ranMs: number, reason: string): void => {
    kept.deaths += 1;
    news.onDeath(kept.spec.name, reason);
    kept.restart = setTimeout(() => run(kept, guard, news), kept.nextDelayMs(ranMs));
  };
  child.once('error', (error) => onEnd(null, error.message));
  child.once('exit', (code, signal) => onEnd(code, signal ?? `exit ${String(code)}`));
}

async function stopOne(kept: Kept): Promise<void> {
  kept.stopping = true;
  clearTimeout(kept.restart);
  kept.child?.kill('SIGTERM');
  const isGone = (): boolean => kept.child === undefined;
  if (await until(isGone, kept.spec.stopTimeoutMs, 20)) return;
  kept.child?.kill('SIGKILL');
  await until(isGone, 2000, 20);
}

async function waitUntilReady(kept: Kept): Promise<void> {
  const { spec } = kept;
  const hasGivenUp = (): boolean => kept.stopping || kept.deaths >= deathsBeforeGivingUp;
  const isReady = async (): Promise<boolean> => kept.child !== undefined && (await spec.isReady());
  await until(async () => hasGivenUp() || (await isReady()), spec.readyTimeoutMs);
  kept.isReady = !hasGivenUp() && (await isReady());
  if (kept.isReady) return;
  await stopOne(kept);
  throw new Error(`${spec.name} 没有就绪 is not ready. ${spec.logFile}:\n${lastWords(spec.logFile)}`);
}

/** Keeps processes alive: one that dies is started again at once, then with a growing pause. */
export function createSupervisor(news: SupervisorNews): Supervisor {
  const guard = startGuard();
  const all = new Map<string, Kept>();
  return {
    start: async (spec) => {
      const fresh = { child: undefined, restart: undefined, stopping: false, isReady: false, deaths: 0 };
      const kept: Kept = { spec, nextDelayMs: backOff(), ...fresh };
      all.set(spec.name, kept);
      run(kept, guard, news);
      await waitUntilReady(kept);
    },
    stop: async (names) => {
      const wanted = [...all.values()].filter((kept) => names.includes(kept.spec.name));
      await Promise.all(wanted.map(stopOne));
    },
    running: () =>
      [...all.values()].flatMap(({ spec, child }) =>
        child?.pid === undefined ? [] : [{ name: spec.name, pid: child.pid }],
      ),
    guardPid: guard.pid,
    close: guard.close,
  };
}
