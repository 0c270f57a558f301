import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const rootDir: string = join(import.meta.dirname, '../../..');

/** Every file of the repository, as paths from its root: what is committed or about to be. */
export function repositoryFiles(): readonly string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, { cwd: rootDir, encoding: 'utf8', maxBuffer: 64 * 1_048_576 });
  const deleted = execFileSync('git', ['ls-files', '--deleted', '-z'], { cwd: rootDir, encoding: 'utf8' });
  const gone = new Set(deleted.split('\0'));
  return listed.split('\0').filter((path) => path !== '' && !gone.has(path));
}

export const readText = (path: string): string => readFileSync(join(rootDir, path), 'utf8');

const isGenerated = (path: string): boolean => path.includes('/gen/');

const isForTests = (path: string): boolean => /\.(test|contract)\.tsx?$|^apps\/[^/]+\/src\/testing\//.test(path);

/** Sources that people write: nothing of the tests, no generated code, no fixtures that are wrong on purpose. */
export function sourceFiles(): readonly string[] {
  const sources = repositoryFiles().filter((path) => /\.(ts|tsx|mjs)$/.test(path));
  return sources.filter((path) => !isGenerated(path) && !isForTests(path) && !path.startsWith('tools/canary/'));
}
