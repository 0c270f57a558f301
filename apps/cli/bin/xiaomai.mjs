#!/usr/bin/env node
// Starts under any Node from 20 on and hands over to the Node of this repository, which runs the sources as they are.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const main = join(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '../src/main.ts');
const wantedMajor = 24;

function repositoryNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  try {
    const dir = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return ['bin/node', 'bin/node.exe', 'node.exe'].map((path) => join(dir, path)).find(existsSync);
  } catch {
    return undefined;
  }
}

const major = Number(process.versions.node.split('.')[0]);
const node = repositoryNode() ?? (major >= wantedMajor ? process.execPath : undefined);
if (node === undefined) {
  console.error(
    `需要 Node ${wantedMajor}：请先在仓库中执行 npm install。Node ${wantedMajor} is needed: run npm install first.`,
  );
  process.exit(2);
}
const env = { NODE_COMPILE_CACHE: join(tmpdir(), 'xiaomai-node-cache'), ...process.env };
// Bounded, a heap grows to less than twice what lives in it, else to four times: `verify` reads everything there is.
const flags = ['--max-old-space-size=768'];
const child = spawn(node, [...flags, main, ...process.argv.slice(2)], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
