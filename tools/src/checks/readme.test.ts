import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readText, repositoryFiles, rootDir } from './repository.ts';

type Manifest = { readonly scripts: Readonly<Record<string, string>> };

const guides = repositoryFiles().filter((path) => /^(README|CONTRIBUTING|ARCHITECTURE|docs\/).*\.md$/.test(path));
const { scripts } = JSON.parse(readText('package.json')) as Manifest;

/** The lines of the shell blocks of a guide. */
function shellLines(text: string): readonly string[] {
  const blocks = [...text.matchAll(/```(?:bash|sh|shell|console)\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks
    .join('\n')
    .split('\n')
    .map((line) => line.replace(/^\$ /, '').trim());
}

function missingScripts(lines: readonly string[]): readonly string[] {
  const called = lines.flatMap((line) => {
    const script = /\bnpm (?:run (?:--silent |-s )?([\w:-]+)|(start|test)\b)/.exec(line);
    return script === null ? [] : [script[1] ?? script[2] ?? ''];
  });
  return called.filter((name) => scripts[name] === undefined);
}

function missingFiles(lines: readonly string[]): readonly string[] {
  const named = lines.flatMap((line) => [
    ...line.matchAll(/(?:^|\s)((?:apps|packages|tools|infra|e2e|proto|docs|\.ci)\/[\w./-]+)/g),
  ]);
  return named.map(([, path = '']) => path).filter((path) => !existsSync(join(rootDir, path)));
}

describe('the guides', () => {
  it('begin with a README', () => {
    expect(guides).toContain('README.md');
  });

  it.each(guides)('%s calls only scripts that exist', (guide) => {
    expect(missingScripts(shellLines(readText(guide)))).toEqual([]);
  });

  it.each(guides)('%s names only files that exist', (guide) => {
    expect(missingFiles(shellLines(readText(guide)))).toEqual([]);
  });
});

describe('the scripts of package.json', () => {
  it.each(Object.entries(scripts))('%s starts a file that is there: %s', (_name, command) => {
    const files = [...command.matchAll(/\bnode ((?:tools|apps)\/\S+)/g)].map(([, path = '']) => path);
    expect(files.filter((path) => !existsSync(join(rootDir, path)))).toEqual([]);
  });
});
