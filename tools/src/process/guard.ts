import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** Makes sure that no process outlives this command, whatever ends it: kill -9 included. */
export type Guard = {
  readonly watch: (pid: number) => void;
  readonly forget: (pid: number) => void;
  /** The guardian's own process: while it lives, an ended command is still being cleaned up after. */
  readonly pid: () => number;
  readonly close: () => void;
};

function startGuardian(): ChildProcess {
  const program = join(import.meta.dirname, 'guardian.ts');
  const child = spawn(process.execPath, [program], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin?.on('error', () => undefined); // a guardian that was killed is replaced below
  child.unref();
  return child;
}

/** Starts the guardian; one that is killed is replaced and told again what to watch. */
export function startGuard(): Guard {
  const watched = new Set<number>();
  let closed = false;
  let guardian: ChildProcess;
  const tell = (line: string): boolean | undefined => guardian.stdin?.write(`${line}\n`);
  const open = (): void => {
    guardian = startGuardian();
    guardian.once('exit', () => {
      if (!closed) open();
    });
    for (const pid of watched) tell(`+${String(pid)}`);
  };
  open();
  return {
    watch: (pid) => {
      watched.add(pid);
      tell(`+${String(pid)}`);
    },
    forget: (pid) => {
      watched.delete(pid);
      tell(`-${String(pid)}`);
    },
    pid: () => guardian.pid ?? 0,
    close: () => {
      closed = true;
      guardian.stdin?.end();
    },
  };
}
