import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install, needsInstall } from './install.mjs';
import { cacheDir } from './machine.mjs';
import { whenNpmIsGone } from './npm-parent.mjs';

const rootDir = join(import.meta.dirname, '../..');
const wantedMajor = 24;

/** The Node of package.json's optional dependencies; where there is none for the platform, this one if it is new enough. */
function findNode() {
  const own = join(rootDir, 'node_modules/.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath;
  throw new Error(`需要 Node ${wantedMajor} 或更新。 Node ${wantedMajor} or newer is needed on this platform.`);
}

/** Begins what takes longest while the packages are installed; whoever needs it later joins it. */
function beginFetching() {
  const start = (script) =>
    spawn(process.execPath, [join(import.meta.dirname, script)], { stdio: ['ignore', 'pipe', 'inherit'] });
  for (const script of ['database.mjs', 'broker.mjs']) {
    const child = start(script);
    child.stdout.on('data', (chunk) => {
      const news = String(chunk)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .findLast(({ progress }) => progress !== undefined);
      if (news !== undefined) console.log(`  ${news.progress}`);
    });
  }
}

function run(script, args) {
  const flags = ['--disable-warning=TimeoutNegativeWarning', join(rootDir, script)];
  const env = { NODE_COMPILE_CACHE: join(cacheDir, 'node-compile'), ...process.env };
  // The channel tells the program when this process is killed: it then stops everything instead of living on.
  const child = spawn(findNode(), [...flags, ...args], {
    cwd: rootDir,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenNpmIsGone(() => child.kill('SIGTERM'));
  child.once('exit', (code) => process.exit(code ?? 1));
}

/** Installs what is missing, then runs a TypeScript program of this repository under the Node it is written for. */
export async function handOver(script, args) {
  try {
    if (needsInstall()) {
      beginFetching();
      await install();
    }
    run(script, args);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
