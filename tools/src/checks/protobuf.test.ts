import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rootDir } from './repository.ts';

const generatedDir = 'packages/contracts/src/gen';

/** Runs buf. Answers what it had to say; nothing when all is well. */
function buf(...args: readonly string[]): string {
  const program = join(rootDir, 'node_modules/.bin/buf');
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: rootDir, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

function contents(dir: string): Readonly<Record<string, string>> {
  const files = globSync('**/*.ts', { cwd: dir }).sort();
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(dir, name), 'utf8')]));
}

describe('the contract between the services', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'proto-'));
  });

  afterEach(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  it('keeps the rules of its language (buf lint)', () => {
    expect(buf('lint')).toBe('');
  });

  // After an intended break: npx buf build -o proto/baseline.binpb
  it('breaks no reader of what was released (buf breaking)', () => {
    expect(buf('breaking', '--against', 'proto/baseline.binpb')).toBe('');
  });

  it('is what the committed code was generated from (npm run generate)', () => {
    expect(buf('generate', '--output', dir)).toBe('');
    expect(contents(join(rootDir, generatedDir))).toEqual(contents(join(dir, generatedDir)));
  }, 60_000);
});
