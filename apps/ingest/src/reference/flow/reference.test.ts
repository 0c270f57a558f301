import { describe, expect, test } from '@jest/globals';
import { until } from '@xiaomai/testing';
import { catalogue, units } from '../../testing/small-district.ts';
import type { OrgTree, OrgUnit } from '../domain/org-tree.ts';
import { followReference } from './follow-reference.ts';
import { createReference, type ReferenceCache, type TreePart } from './reference.ts';

function memoryCache(): ReferenceCache & { saved: { tree?: OrgTree } } {
  const saved: { tree?: OrgTree } = {};
  return {
    saved,
    load: () => Promise.resolve({ catalogue, ...saved }),
    saveCatalogue: () => Promise.resolve(),
    saveTree: (tree) => {
      saved.tree = tree;
      return Promise.resolve();
    },
  };
}

const failing = (error: unknown): void => {
  throw error;
};
const part = (version: number, some: readonly OrgUnit[], complete: boolean): TreePart => ({
  version,
  units: some,
  complete,
});
const [root, district, ...schools] = units;
if (root === undefined || district === undefined) throw new Error('the tree of the tests has a root and a district');

describe('the tree', () => {
  test('is taken when all its parts have come, then changed by each change', () => {
    const reference = createReference(memoryCache(), failing);
    const hear = reference.hearTree();
    hear(part(1, [root], false));
    expect(reference.view().units.size).toBe(0);
    hear(part(1, [district], true));
    expect(reference.view().units.size).toBe(2);
    const before = reference.view();
    hear(part(2, schools, true));
    expect([before.units.size, reference.view().units.size]).toEqual([2, units.length]);
  });

  test('of a new hearing replaces the old one as a whole', () => {
    const reference = createReference(memoryCache(), failing);
    reference.hearTree()(part(1, units, true));
    const again = reference.hearTree();
    again(part(2, [root], false));
    expect(reference.view().units.size).toBe(units.length);
    again(part(2, [district], true));
    expect(reference.view().units.size).toBe(2);
  });

  test('without units is known as well: the system begins with it', () => {
    const reference = createReference(memoryCache(), failing);
    reference.takeCatalogue(catalogue);
    expect(reference.known()).toBe(false);
    reference.hearTree()(part(0, [], true));
    expect(reference.known()).toBe(true);
  });

  test('keeps what a unit was before; all its places come together and replace those it had', () => {
    const place = (path: string, validFrom: string, validTo: string) => ({
      id: 's',
      name: 's',
      type: 'primary',
      path,
      validFrom,
      validTo,
    });
    const reference = createReference(memoryCache(), failing);
    const hear = reference.hearTree();
    hear(part(1, [place('a/s/', '', '')], true));
    const moved = [place('a/s/', '', '2026-08-31'), place('b/s/', '2026-09-01', '')];
    hear(part(2, moved, true));
    const unit = reference.view().units.get('s');
    expect([unit?.path, unit?.earlier?.map(({ path }) => path)]).toEqual(['b/s/', ['a/s/']]);
    hear(part(3, [place('c/s/', '', '')], true));
    expect(reference.view().units.get('s')).toEqual(place('c/s/', '', ''));
  });

  test('is remembered over a restart', async () => {
    const cache = memoryCache();
    createReference(cache, failing).hearTree()(part(7, units, true));
    const next = createReference(cache, failing);
    await next.restore();
    expect([next.known(), next.view().units.size]).toEqual([true, units.length]);
  });
});

test('a stream that breaks is opened again, for ever; trouble is told once until something is heard', async () => {
  const reference = createReference(memoryCache(), failing);
  const stopped = new AbortController();
  const told: string[] = [];
  let opened = 0;
  const following = followReference(
    {
      reference,
      pause: () => Promise.resolve(),
      onFailure: (error) => told.push(String(error)),
      source: {
        async *catalogue() {
          opened += 1;
          if (opened === 3) yield await Promise.resolve(catalogue);
          if (opened === 6) stopped.abort();
          throw new Error('away');
        },
        async *tree() {
          yield await Promise.resolve(part(1, units, true));
        },
      },
    },
    stopped.signal,
  );
  await following;
  await until('both are known', reference.known);
  expect(opened).toBe(6);
  expect(told).toEqual(['Error: away', 'Error: away']);
});
