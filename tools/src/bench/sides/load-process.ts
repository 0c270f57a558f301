import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Answers, Command, Target } from '../load/command.ts';

/** The process that makes the load on one side. */
export type LoadProcess = {
  readonly pid: number;
  readonly run: <C extends Command>(command: C) => Promise<Answers[C['kind']]>;
  readonly stop: () => void;
};

type Message = { readonly ready?: true; readonly id?: number; readonly result?: unknown; readonly error?: string };
type Waiting = { readonly done: (result: unknown) => void; readonly fail: (error: Error) => void };

const program = join(import.meta.dirname, '../load/main.ts');

/** Starts it; resolves when it sees the event stream. */
export async function startLoad(target: Target): Promise<LoadProcess> {
  const child = fork(program, [JSON.stringify(target)], { stdio: 'inherit' });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const endOf = (id: number | undefined, end: (one: Waiting) => void): void => {
    const one = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || one === undefined) return;
    waiting.delete(id);
    end(one);
  };
  await new Promise<void>((done, fail) => {
    child.on('message', ({ ready, id, result, error }: Message) => {
      if (ready === true) done();
      else if (error === undefined) endOf(id, (one) => one.done(result));
      else endOf(id, (one) => one.fail(new Error(error)));
    });
    child.once('exit', (code) => {
      const error = new Error(`the load process ended: ${String(code)}`);
      fail(error);
      for (const one of waiting.values()) one.fail(error);
    });
  });
  const run = (command: Command): Promise<unknown> =>
    new Promise((done, fail) => {
      lastId += 1;
      waiting.set(lastId, { done, fail });
      child.send({ id: lastId, command });
    });
  return { pid: child.pid ?? 0, run: run as LoadProcess['run'], stop: () => child.kill() };
}
