import { describe, expect, test } from '@jest/globals';
import { unitOf } from '../../test-server/city/tree.ts';
import { unitFinder } from './unit-finder.ts';

describe('units wanted by id', () => {
  test('in one moment are asked for together, each once and only so many at a time', async () => {
    const asked: (readonly string[])[] = [];
    const find = unitFinder(2, () => Promise.resolve());
    const ask = (ids: readonly string[]) => {
      asked.push(ids);
      return Promise.resolve(ids.flatMap((id) => unitOf(id) ?? []));
    };
    const wanted = ['330701', '330702', '330701', 'nowhere'];
    const found = await Promise.all(wanted.map((id) => find(id, ask)));
    expect(found.map((unit) => unit?.nameEn ?? null)).toEqual([
      'Demo District A',
      'Demo District B',
      'Demo District A',
      null,
    ]);
    expect(asked).toEqual([['330701', '330702'], ['nowhere']]);
    expect((await find('3307', ask))?.id).toBe('3307');
    expect(asked).toHaveLength(3);
  });
});
