import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { packJsonSchema } from './json-schema.ts';

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
