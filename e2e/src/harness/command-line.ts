import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { rootDir, type Stack } from './stack.ts';

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

type Program = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
};

/** Runs a program to its end. */
export async function runProgram({ command, args, env = {}, input = '' }: Program): Promise<Ended> {
  const child = spawn(command, args, { cwd: rootDir, env: { ...process.env, LANG: 'en_US.UTF-8', ...env } });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.on('error', () => undefined); // a program may end before it has read everything
  child.stdin.end(input);
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

/** Runs the command line against a stack. */
export const xiaomai = (stack: Stack, key: string, ...args: readonly string[]): Promise<Ended> =>
  runProgram({
    command: process.execPath,
    args: [join(rootDir, 'apps/cli/bin/xiaomai.mjs'), ...args],
    env: { XIAOMAI_URL: stack.url, XIAOMAI_KEY: key },
  });

/** Waits until `xiaomai verify` finds that nothing differs from a recomputation, and gives all it says then. */
export async function noDifferences(stack: Stack, withinMs: number): Promise<string> {
  return eventually(withinMs, async () => {
    const { out, err } = await xiaomai(stack, stack.tokenOf('admin'), 'verify');
    const whole = `${out.slice(0, 4000)}${err}`;
    if (out.trimEnd().split('\n').at(-1) !== '0 differences') throw new Error(whole);
    return whole;
  });
}
