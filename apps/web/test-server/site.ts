import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Builds the console as it is shipped into a folder of its own. */
export async function buildSite(appDir: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'xiaomai-site-'));
  const vite = join(dirname(createRequire(join(appDir, 'package.json')).resolve('vite/package.json')), 'bin/vite.js');
  const args = [
    'NODE_ENV=production',
    process.execPath,
    vite,
    'build',
    '--outDir',
    dir,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ];
  await promisify(execFile)('env', args, { cwd: appDir });
  return dir;
}
