import { spawn } from 'node:child_process';
import { existsSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { megabytes, secondsSince } from './report.mjs';

const rootDir = join(import.meta.dirname, '../..');
const modulesDir = join(rootDir, 'node_modules');
const installed = join(modulesDir, '.package-lock.json');
const lock = join(rootDir, 'package-lock.json');

// npm writes the two files one after the other: a lock file newer by less than this is the one that was installed.
const sameInstallMs = 5000;
const newsEveryMs = 5000;
// An install on a cold cache has been seen to stand still for good with open connections: begin again rather than wait.
const patienceMs = 10 * 60_000;

/** Whether node_modules is missing, or older than package-lock.json. */
export function needsInstall() {
  if (!existsSync(installed)) return true;
  return statSync(lock).mtimeMs > statSync(installed).mtimeMs + sameInstallMs;
}

function freeBytes() {
  const { bavail, bsize } = statfsSync(rootDir);
  return bavail * bsize;
}

/** Tells how much has been written since; cheap, and right as long as nobody else writes much. */
function writtenSince() {
  const before = freeBytes();
  return () => megabytes(Math.max(0, before - freeBytes()));
}

function npm(args, written) {
  const startMs = Date.now();
  const news = setInterval(() => console.log(`  npm ${args[0]} … ${written()} ${secondsSince(startMs)}`), newsEveryMs);
  const program = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const child = spawn(program, args, { cwd: rootDir, stdio: ['ignore', 'ignore', 'inherit'], timeout: patienceMs });
  return new Promise((done) => {
    child.once('error', () => done(127));
    child.once('close', (code) => done(code ?? 1));
  }).finally(() => clearInterval(news));
}

/** Installs the packages of package-lock.json; a second attempt uses what the first one fetched. */
export async function install() {
  const startMs = Date.now();
  const verb = existsSync(installed) ? 'install' : 'ci';
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  console.log(`安装依赖 installing packages: npm ${verb}`);
  const written = writtenSince();
  const code = (await npm([verb, ...quiet], written)) && (await npm([verb, ...quiet, '--prefer-offline'], written));
  if (code !== 0) throw new Error(`npm ${verb}: exit ${code}`);
  console.log(`依赖已装好 packages installed: ${written()} ${secondsSince(startMs)}`);
}
