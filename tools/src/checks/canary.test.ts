import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { rootDir } from './repository.ts';

type Finding = { readonly filePath: string; readonly messages: readonly { readonly ruleId: string | null }[] };

const fixtures = globSync('tools/canary/*/src/**/*.ts', { cwd: rootDir }).sort();

function expectedRules(file: string): readonly string[] {
  const said = /^\/\/ fires: (.+)$/m.exec(readFileSync(join(rootDir, file), 'utf8'))?.[1] ?? '';
  return said === 'none' ? [] : said.split(' ').sort();
}

function lintFixtures(): ReadonlyMap<string, readonly string[]> {
  const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };
  const options = { cwd: rootDir, env, encoding: 'utf8' } as const;
  // Without a project graph the boundary rule is skipped in silence.
  execFileSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'show', 'projects'], options);
  const args = ['node_modules/eslint/bin/eslint.js', '--no-ignore', '--format', 'json', ...fixtures];
  const { stdout } = spawnSync(process.execPath, args, { ...options, maxBuffer: 64 * 1_048_576 });
  const findings = JSON.parse(stdout) as Finding[];
  const rulesOf = ({ messages }: Finding): readonly string[] =>
    [...new Set(messages.map(({ ruleId }) => ruleId ?? 'unused-disable'))].sort();
  return new Map(findings.map((finding) => [finding.filePath, rulesOf(finding)]));
}

describe('the house rules are known to run', () => {
  let fired: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    fired = lintFixtures();
  }, 120_000);

  it('has a fixture for each of the rules', () => {
    expect(fixtures.length).toBeGreaterThan(20);
  });

  it.each(fixtures)('%s breaks exactly the rules it names', (file) => {
    expect(fired.get(join(rootDir, file))).toEqual(expectedRules(file));
  });
});
