import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packJsonSchema } from './json-schema.ts';
import { readPackFolder, readPacks } from './read-packs.ts';

const published = new URL('../../../packs/pack.schema.json', import.meta.url);

describe('the JSON Schema of a pack', () => {
  // Made anew by: npm run --silent xiaomai -- packs schema > packs/pack.schema.json, then npm run format
  test('the published file is what the parser reads', () => {
    expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(JSON.parse(JSON.stringify(packJsonSchema())));
  });

  test('only what has no default is required', () => {
    const { items } = (packJsonSchema()['properties'] as { datasets: { items: { required: string[] } } }).datasets;
    expect(items.required.sort()).toEqual(['id', 'indicators', 'name', 'period_kinds', 'reported_by', 'rolls_up']);
  });
});

describe('the packs of this repository', () => {
  test('are without fault or warning', async () => {
    const { packs, faults } = readPacks(await readPackFolder(fileURLToPath(new URL('.', published))));
    expect(faults).toEqual([]);
    expect(packs).toHaveLength(30);
  });

  test('name the schema they are written by', async () => {
    const files = await readPackFolder(fileURLToPath(new URL('.', published)));
    const line = '# yaml-language-server: $schema=./pack.schema.json';
    expect(files.filter(({ text }) => !text.split('\n').includes(line)).map(({ name }) => name)).toEqual([]);
  });
});
