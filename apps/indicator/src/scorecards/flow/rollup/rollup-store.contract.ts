import { describe, expect, test } from '@jest/globals';
import type { RollupCard, Scorecard } from '../../domain/card.ts';
import { aScorecard } from '../../domain/examples.ts';
import type { ScorecardStore } from '../judge-submissions.ts';
import type { RollupStore } from './roll-up-children.ts';

/** What the contract runs against: rollups are read together with the scorecards below them. */
export type RollupStores = {
  readonly scorecards: ScorecardStore;
  readonly rollups: RollupStore;
  readonly encode: (card: Scorecard) => Buffer;
};

let made = 0;

function aRollup(change: Partial<RollupCard> = {}): RollupCard {
  made += 1;
  return {
    ...{ orgUnit: `ut${made}`, dataset: 'd', period: '2026-11', parent: `uc${made}`, path: `uc${made}/ut${made}/` },
    ...{ formerParents: [], edition: 1, treeVersion: 1, catalogueVersion: 1, rolledAt: 6 },
    ...{ version: 3, reported: 3, missing: 0, late: 0, findings: {}, receivedAt: 5, cells: [], groups: [] },
    ...change,
  };
}

/** The rules every store of rollups keeps, in memory or on a server. */
export function describeRollupStore(name: string, open: () => RollupStores): void {
  const own = async (orgUnit: string) => {
    const id = `${orgUnit}|d|2026-11`;
    return (await open().rollups.readChildren([id])).get(id)?.own;
  };

  describe(`rollups ${name}`, () => {
    test('an edition is written over the one before it, and only over that; what is in it may be less', async () => {
      const rollup = aRollup();
      await open().rollups.write([rollup]);
      await expect(open().rollups.write([rollup])).rejects.toThrow('another writer');
      const next = {
        ...rollup,
        edition: 2,
        version: 1,
        treeVersion: 2,
        parent: 'elsewhere',
        formerParents: [rollup.parent],
      };
      await open().rollups.write([next]);
      await expect(open().rollups.write([{ ...next, version: 9 }])).rejects.toThrow('another writer');
      expect(await own(rollup.orgUnit)).toEqual({
        edition: 2,
        treeVersion: 2,
        parent: 'elsewhere',
        formerParents: [rollup.parent],
      });
    });

    test('an edition under the same tree brings its sums and stays in its place', async () => {
      const city = aRollup();
      const town = aRollup({ parent: city.orgUnit });
      await open().rollups.write([town]);
      await open().rollups.write([{ ...town, edition: 2, version: 7, placed: true }]);
      const above = `${city.orgUnit}|d|2026-11`;
      const children = (await open().rollups.readChildren([above])).get(above)?.children;
      expect(children?.map(({ child, version }) => `${child}@${version}`)).toEqual([`${town.orgUnit}@7`]);
      expect(await own(town.orgUnit)).toMatchObject({ edition: 2, treeVersion: 1, parent: city.orgUnit });
    });

    test('the children of a unit are those right below it, scorecards and rollups', async () => {
      const city = aRollup();
      const town = aRollup({ parent: city.orgUnit, version: 4, edition: 1 });
      const school = aScorecard({ orgUnit: `us${made}`, parent: city.orgUnit });
      const below = aRollup({ parent: town.orgUnit });
      await open().rollups.write([town, below]);
      await open().scorecards.insert([{ card: school, bytes: open().encode(school) }]);
      const ids = [city, town].map(({ orgUnit }) => `${orgUnit}|d|2026-11`);
      const found = await open().rollups.readChildren(ids);
      const children = ids.map((id) =>
        found
          .get(id)
          ?.children.map(({ child, version }) => `${child}@${version}`)
          .sort(),
      );
      expect(children).toEqual([[`${school.orgUnit}@1`, `${town.orgUnit}@4`].sort(), [`${below.orgUnit}@3`]]);
      expect([found.get(ids[0] ?? '')?.own, found.get(ids[1] ?? '')?.own?.edition]).toEqual([undefined, 1]);
    });
  });
}
