import { spawn } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tallyOf, withExit, type JestResult, type Tally } from './tally.ts';

const rootDir = join(import.meta.dirname, '../../..');

/** Targets of every project, run by Nx: what did not change comes from its cache. */
export type NxRun = {
  readonly targets: readonly string[];
  readonly parallel: number;
  /** Which result files the targets leave, if they are tests. */
  readonly results?: 'unit' | 'int' | 'e2e';
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

const quietNx = { NX_NO_CLOUD: 'true', NX_DAEMON: 'false', NX_TUI: 'false' };

const resultFiles = (kind: string): readonly string[] =>
  globSync(`{apps/*,packages/*,tools,e2e}/${kind}.test-results.json`, { cwd: rootDir }).map((name) =>
    join(rootDir, name),
  );

function execute({ targets, parallel, env, signal }: NxRun): Promise<number> {
  const nx = join(rootDir, 'node_modules/nx/dist/bin/nx.js');
  const args = [
    nx,
    'run-many',
    '--targets',
    targets.join(','),
    '--parallel',
    String(parallel),
    '--output-style',
    'static',
  ];
  const path = `${join(rootDir, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
  const options = { cwd: rootDir, env: { ...process.env, ...quietNx, ...env, PATH: path }, signal } as const;
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((done) => {
    child.once('error', () => done(1));
    child.once('close', (code) => done(code ?? 1));
  });
}

/** Runs the targets and adds up what their runners counted. */
export async function runNx(run: NxRun): Promise<Tally> {
  const kind = run.results;
  if (kind !== undefined) for (const file of resultFiles(kind)) rmSync(file);
  const exitCode = await execute(run);
  const files = kind === undefined ? [] : resultFiles(kind);
  return withExit(tallyOf(files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as JestResult)), exitCode);
}
