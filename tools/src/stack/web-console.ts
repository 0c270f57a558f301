import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../servers/find.ts';

const rootDir = join(import.meta.dirname, '../../..');
const appDir = join(rootDir, 'apps/web');
// Beside the declarations that the type check leaves in `dist`, not among them.
const siteDir = join(appDir, 'dist/site');
const stamp = 'built-from';

const sources = [
  'package-lock.json',
  'apps/web/{index.html,vite.config.ts,package.json}',
  'apps/web/{src,public}/**/*',
  'packages/{gateway-api,kernel,period}/src/**/*',
];

/** What the console is built from; tests are not. */
function sourceHash(): string {
  const files = globSync(sources, { cwd: rootDir })
    .filter((name) => !name.includes('.test.'))
    .sort();
  const hash = createHash('sha256');
  for (const name of files.filter((file) => statSync(join(rootDir, file)).isFile())) {
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(rootDir, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

const sizeOf = (dir: string): string => {
  const files = globSync('**/*', { cwd: dir }).map((name) => statSync(join(dir, name)));
  const bytes = files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0);
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
};

function runVite(outDir: string): Promise<void> {
  const vite = join(rootDir, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, args, { cwd: appDir, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(`vite build:\n${said.slice(-2000)}`))));
  });
}

/** Builds the web console unless what is there was built from the same sources. Answers where it is. */
export async function buildConsole(say: Say): Promise<string> {
  const hash = sourceHash();
  const stampFile = join(siteDir, stamp);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) {
    say(`未变 unchanged ${sizeOf(siteDir)}`);
    return siteDir;
  }
  say('vite build');
  const part = `${siteDir}.part-${String(process.pid)}`;
  await runVite(part);
  writeFileSync(join(part, stamp), hash);
  rmSync(siteDir, { recursive: true, force: true });
  renameSync(part, siteDir);
  say(sizeOf(siteDir));
  return siteDir;
}
