import { dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readText, repositoryFiles, sourceFiles } from './repository.ts';

const refusedFolders = new Set([
  'common',
  'shared',
  'core',
  'util',
  'utils',
  'helpers',
  'lib',
  'types',
  'misc',
  'base',
]);
const mostFilesInFolder = 12;

const topLevel = new Set(
  ['apps', 'packages', 'proto', 'e2e', 'infra', 'tools', 'docs', 'packs', '.ci', '.github'].concat(
    [
      'README.md',
      'README.zh-CN.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
      'SECURITY.md',
      'LICENSE',
      'NOTICE',
    ],
    ['nx.json', 'package.json', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.json', 'eslint.config.mjs'],
    [
      'jest.preset.mjs',
      'buf.yaml',
      'buf.gen.yaml',
      '.gitignore',
      '.gitattributes',
      '.npmrc',
      '.prettierrc.json',
      '.prettierignore',
      '.dockerignore',
    ],
  ),
);
// What does not fit one function of wiring, and the harness of its test, stand beside it as service-<part>.ts.
const serviceFiles = /^(main|config|service(-[a-z]+)?(\.int|\.e2e)?(\.test)?)\.ts$/;
const layers = new Set(['in', 'flow', 'domain', 'out']);

const isText = (path: string): boolean =>
  /\.(ts|tsx|mjs|js|json|md|yaml|yml|proto|xml|properties|csv|css|html|sh|tpl)$/.test(path);

describe('the tree of the repository', () => {
  it('has nothing at its top that the house does not know', () => {
    const tops = new Set(repositoryFiles().map((path) => path.split('/')[0] ?? path));
    expect([...tops].filter((name) => !topLevel.has(name))).toEqual([]);
  });

  it('has no folder named for nothing in particular', () => {
    const folders = new Set(sourceFiles().map((path) => dirname(path)));
    const refused = [...folders].filter((folder) => folder.split('/').some((name) => refusedFolders.has(name)));
    expect(refused).toEqual([]);
  });

  it('has at most twelve sources in a folder', () => {
    const perFolder = Map.groupBy(sourceFiles(), (path) => dirname(path));
    const crowded = [...perFolder].filter(([folder, files]) => folder !== '.' && files.length > mostFilesInFolder);
    expect(crowded.map(([folder, files]) => `${folder}: ${String(files.length)}`)).toEqual([]);
  });

  it.each(['ingest', 'indicator', 'alert', 'reporting', 'gateway'])(
    'has the same inside in service %s as in the others',
    (name) => {
      const inside = sourceFiles()
        .filter((path) => path.startsWith(`apps/${name}/src/`))
        .map((path) => path.split('/').slice(3));
      const strange = inside.filter(([first = '', second = '']) => {
        if (second === '') return !serviceFiles.test(first);
        return !layers.has(first) && !layers.has(second);
      });
      expect(strange.map((parts) => parts.join('/'))).toEqual([]);
    },
  );
});

describe('what is written in the repository', () => {
  it('names no folder of somebody’s machine', () => {
    const absolute = /(?<![\w./~-])\/(work|root|home|Users)\/\w/;
    const guilty = repositoryFiles().filter((path) => isText(path) && absolute.test(readText(path)));
    expect(guilty).toEqual([]);
  });

  it('names no package registry in the lock file', () => {
    expect(readText('package-lock.json').match(/"resolved": "https?:[^"]*"/g) ?? []).toEqual([]);
  });

  it('silences a rule only with a reason', () => {
    const silenced = sourceFiles().flatMap((path) =>
      readText(path)
        .split('\n')
        .filter((line) => /[/*]\s*eslint-disable/.test(line)),
    );
    expect(silenced.filter((line) => !/ -- \S/.test(line))).toEqual([]);
  });

  it('leaves no task behind without a number', () => {
    const task = /\b(TODO|FIXME|XXX)\b(?!\s*\(?#\d)/;
    const guilty = sourceFiles().filter(
      (path) => path !== 'tools/src/checks/house.test.ts' && task.test(readText(path)),
    );
    expect(guilty).toEqual([]);
  });
});
