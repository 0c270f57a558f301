import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where what is fetched or built once per machine is kept. */
export const cacheDir = process.env.XIAOMAI_CACHE ?? join(homedir(), '.cache', 'xiaomai');

/** The full path of a program on the PATH, or undefined. */
export function which(program) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  const candidates = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((dir) => suffixes.map((suffix) => join(dir, program + suffix)));
  return candidates.find((path) => existsSync(path));
}

/** Runs a program; `onLine` gets each line of both outputs. Answers the exit code and the last lines. */
export function runProgram(command, args, { onLine = () => {}, env = process.env, timeoutMs = 0 } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
    const tail = [];
    process.once('SIGTERM', () => {
      child.kill();
      process.exit(1);
    });
    const take = (chunk) => {
      for (const text of String(chunk)
        .split(/[\r\n]+/)
        .filter((part) => part.trim() !== '')) {
        onLine(text);
        tail.push(text);
        if (tail.length > 20) tail.shift();
      }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => done({ code: 127, tail: [error.message] }));
    child.once('close', (code) => done({ code: code ?? 1, tail }));
  });
}

/** Whether a Docker engine answers and has the compose plug-in. */
export async function dockerAnswers() {
  if (which('docker') === undefined) return false;
  for (const args of [['compose', 'version'], ['info']]) {
    if ((await runProgram('docker', args, { timeoutMs: 5000 })).code !== 0) return false;
  }
  return true;
}

const libraryDirs = [
  '/usr/lib',
  '/usr/lib64',
  '/usr/local/lib',
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
];

function llvmDirs() {
  const versions = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.startsWith('llvm')) : [];
  return versions.map((name) => `/usr/lib/${name}/lib`);
}

/** Whether libclang is where bindgen will find it. Only Linux is looked at. */
export function hasLibclang() {
  if (process.platform !== 'linux' || process.env.LIBCLANG_PATH !== undefined) return true;
  const dirs = [...libraryDirs, ...llvmDirs()].filter((dir) => existsSync(dir));
  return dirs.some((dir) => readdirSync(dir).some((name) => /^libclang(-[\d.]+)?\.so/.test(name)));
}
