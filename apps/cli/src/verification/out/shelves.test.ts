import { afterEach, describe, expect, it } from '@jest/globals';
import { collect } from '../../api/lines.ts';
import { memoryShelves } from '../flow/memory-shelves.ts';
import type { Shelves } from '../flow/shelves.ts';
import { diskShelves } from './disk-shelves.ts';

type Thing = { readonly unit: string; readonly n: number; readonly text: string };

const adapters: readonly (readonly [string, (parts: number) => Promise<Shelves>])[] = [
  ['memory', (parts) => Promise.resolve(memoryShelves(parts))],
  ['disk', diskShelves],
];

describe.each(adapters)('shelves in %s', (_, create) => {
  let shelves: Shelves | undefined;

  afterEach(() => shelves?.clear());

  it('give back everything of an org unit in its part, in order, and nothing else', async () => {
    shelves = await create(4);
    const shelf = shelves.shelf<Thing>('things');
    const things = Array.from({ length: 3000 }, (_one, n) => ({
      ...{ unit: `school ${String(n % 17)}`, n, text: `“${'消防'.repeat(20)}”\n` },
    }));
    for (const thing of things) await shelf.put(thing.unit, thing);
    for (let part = 0; part < 4; part += 1) {
      const expected = things.filter(({ unit }) => shelves?.partOf(unit) === part);
      expect(await collect(shelf.part(part))).toEqual(expected);
    }
  });

  it('keep shelves apart', async () => {
    shelves = await create(1);
    const [one, other] = [shelves.shelf<number>('one'), shelves.shelf<number>('other')];
    await one.put('a', 1);
    expect(await collect(other.part(0))).toEqual([]);
    expect(await collect(one.part(0))).toEqual([1]);
  });
});
