import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runXiaomai } from '../../service.ts';

describe('xiaomai packs lint', () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'xiaomai-packs-'));
  });

  afterEach(async () => {
    await rm(dir, { recursive: true });
  });

  const file = (name: string, content: string): Promise<void> => writeFile(join(dir, name), content);

  test('checks packs without the system and without a key, and tells every fault', async () => {
    const alone = { url: 'http://127.0.0.1:9', key: undefined, language: 'en' } as const;
    const lint = async (...more: string[]): Promise<{ code: number; out: string; err: string[] }> => {
      const out: string[] = [];
      const err: string[] = [];
      const write = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
      const code = await runXiaomai(['packs', 'lint', dir, ...more], alone, write);
      return { code, out: out.join('\n'), err };
    };
    expect((await lint()).code).toBe(2); // no packs there
    const head = "version: '1'\nname: { zh: x, en: x }\n";
    await file('a.yaml', `pack: a\n${head}`);
    await file('b.yaml', `pack: c\n${head}colour: red\n`);
    const { code, err } = await lint();
    expect({ code, err }).toEqual({
      code: 1,
      err: ['b.yaml:4:9  error  colour  unknown-key: this key is not known [colour]'],
    });
    expect(JSON.parse((await lint('--json')).out)).toMatchObject({
      errors: 1,
      faults: [{ file: 'b.yaml', line: 4, code: 'unknown-key', value: 'colour', zh: '不认识的键' }],
    });
    await file('b.yaml', `pack: b\n${head}`);
    expect(await lint()).toEqual({
      code: 0,
      out: '2 packs, 0 indicators, 0 targets, 0 groups, 0 datasets: 0 errors, 0 warnings',
      err: [],
    });
  });
});
