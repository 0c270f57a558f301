import { fork, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import path from 'node:path';
import { err, ok, type Result } from '@xiaomai/kernel';
import { checkArchive } from '../domain/archive.ts';
import type { FilledSheet, WorkbookFailure, Workbooks } from '../flow/workbooks.ts';
import type { Done, Job } from './workbook/job.ts';

/** How much may go on at once, and how far each may go. */
export type WorkbookLimits = {
  readonly atOnce: number;
  /** More than that do not even wait. */
  readonly waiting: number;
  readonly waitMs: number;
  readonly timeMs: number;
  readonly memoryMegabytes: number;
};

/** Limits of a service. */
export const workbookLimits: WorkbookLimits = {
  atOnce: 2,
  waiting: 16,
  waitMs: 5_000,
  timeMs: 20_000,
  memoryMegabytes: 512,
};

const childFile = path.join(import.meta.dirname, 'workbook', 'child.ts');
const niceness = 10; // what people wait for a second for gives way to what schools push

function startChild({ memoryMegabytes }: WorkbookLimits): ChildProcess {
  const child = fork(childFile, {
    execArgv: [
      `--max-old-space-size=${String(memoryMegabytes)}`,
      '--permission',
      '--allow-fs-read=*',
      '--disable-warning=SecurityWarning',
    ],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  if (child.pid !== undefined) setPriority(child.pid, niceness);
  return child;
}

// A child that dies, by too much memory above all, or takes too long, says that the workbook is too much.
function inChild(job: Job, limits: WorkbookLimits): Promise<Done> {
  const child = startChild(limits);
  return new Promise((resolve) => {
    const settle = (done: Done): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(done);
    };
    const timer = setTimeout(settle, limits.timeMs, err('workbook-too-complex'));
    child.once('message', (done) => settle(done as Done));
    child.once('exit', () => settle(err('workbook-too-complex')));
    child.once('error', () => settle(err('busy')));
    child.send(job, (error) => {
      if (error !== null) settle(err('workbook-too-complex'));
    });
  });
}

type Turns = { readonly enter: () => Promise<boolean>; readonly leave: () => void };

/** So many at once; others wait their turn for a while. */
function takeTurns({ atOnce, waiting, waitMs }: WorkbookLimits): Turns {
  const queue: ((go: boolean) => void)[] = [];
  let running = 0;
  return {
    enter: () => {
      if (running < atOnce) {
        running += 1;
        return Promise.resolve(true);
      }
      if (queue.length >= waiting) return Promise.resolve(false);
      return new Promise((resolve) => {
        const turn = (go: boolean): void => {
          clearTimeout(timer);
          resolve(go);
        };
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(turn), 1);
          resolve(false);
        }, waitMs);
        queue.push(turn);
      });
    },
    leave: () => {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next(true);
    },
  };
}

/** Workbooks, each in a process of its own: what is wrong with one costs nothing but that process. */
export function workbookProcess(limits: WorkbookLimits = workbookLimits): Workbooks {
  const turns = takeTurns(limits);

  const work = async (job: Job): Promise<Done> => {
    if (!(await turns.enter())) return err('busy');
    try {
      return await inChild(job, limits);
    } finally {
      turns.leave();
    }
  };
  const bytesOf = (done: Done): Result<Buffer, WorkbookFailure> =>
    done.ok ? ok(Buffer.from(done.value as Uint8Array)) : done;

  return {
    draw: async (plan) => bytesOf(await work({ kind: 'draw', plan })),
    read: async (bytes) => {
      const checked = checkArchive(bytes); // a bomb is known by its directory: no process is started for it
      return checked.ok ? ((await work({ kind: 'read', bytes })) as Result<FilledSheet, WorkbookFailure>) : checked;
    },
    mark: async (bytes, notes) => bytesOf(await work({ kind: 'mark', bytes, notes })),
  };
}
