import { describe, expect, it } from '@jest/globals';
import type { Difference } from '../domain/compare/difference.ts';
import { memoryShelves } from './memory-shelves.ts';
import { exportsOf, smallCity, type Everything } from './small-city.ts';
import { verify, type Compared } from './verify.ts';

const now = Date.UTC(2026, 10, 15);

type Told = { readonly differences: readonly string[]; readonly compared: Compared };

async function verified(change: (city: Everything) => void, at = now): Promise<Told> {
  const city = smallCity();
  change(city);
  const differences: string[] = [];
  const tell = ({ subject, key, field, expected, stored }: Difference): void => {
    differences.push(`${subject} ${key} ${field}: ${expected} / ${stored}`);
  };
  const compared = await verify(exportsOf(city), { shelves: memoryShelves(), isWorkday: () => true, now: at }, tell);
  return { differences: differences.sort(), compared };
}

const differencesAfter = async (change: (city: Everything) => void): Promise<readonly string[]> =>
  (await verified(change)).differences;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function edit<T>(item: T | undefined, change: Partial<Writable<T>>): void {
  Object.assign(item as object, change);
}

describe('verify', () => {
  it('finds nothing in what was worked out by hand', async () => {
    const { differences, compared } = await verified(() => undefined);
    expect(differences).toEqual([]);
    expect(compared).toEqual({
      revisions: 3,
      submissions: 2,
      scorecards: 2,
      rollups: 4,
      standings: 6,
      alerts: 1,
      left: 0,
    });
  });

  it('leaves the judgement of a dataset that is gone as it was, and still sees another figure, revision or alert', async () => {
    const gone = (city: Everything): void => void (city.catalogue = { ...city.catalogue, datasets: [] });
    const { differences, compared } = await verified(gone);
    expect([differences, compared.left]).toEqual([[], 6]);
    const told = await differencesAfter((city) => {
      gone(city);
      edit(city.scorecards[0]?.cells[0], { numerator: 3 });
      edit(city.scorecards[1], { revision: 1 });
      city.alerts.splice(0, 1);
    });
    expect(told).toEqual([
      'alert b:guards firing alerts: 1 / 0',
      'scorecard a|safety|2026-10 cells.guards.figure: 4/4 / 3/4',
      'scorecard b|safety|2026-10 revision: 2 / 1',
    ]);
  });

  it('names a figure, a verdict and a group of a scorecard that are stored otherwise', async () => {
    const told = await differencesAfter((city) => {
      edit(city.scorecards[1]?.cells[0], { numerator: 4, verdict: 'met' });
      edit(city.scorecards[1]?.groups[0], { verdict: 'no-data' });
    });
    expect(told).toEqual(
      [
        'scorecard b|safety|2026-10 cells.guards.figure: 3/4 / 4/4',
        'scorecard b|safety|2026-10 cells.guards.verdict: breached / met',
        'scorecard b|safety|2026-10 groups.all.verdict: breached / no-data',
      ].sort(),
    );
  });

  it('sees an old revision under a newer submission', async () => {
    const told = await differencesAfter((city) => edit(city.scorecards[1], { revision: 1, receivedAt: 1100 }));
    expect(told).toEqual(
      ['scorecard b|safety|2026-10 revision: 2 / 1', 'scorecard b|safety|2026-10 receivedAt: 1200 / 1100'].sort(),
    );
  });

  it('misses a scorecard that was never made, and the cell that was left out', async () => {
    const told = await differencesAfter((city) => {
      city.scorecards.splice(0, 1);
      edit(city.scorecards[0], { cells: city.scorecards[0]?.cells.slice(0, 3) ?? [] });
    });
    expect(told).toEqual(
      [
        'scorecard b|safety|2026-10 cells.both.figure: 0/0 / absent',
        'scorecard b|safety|2026-10 cells.both.verdict: no-data / absent',
        'scorecard b|safety|2026-10 cells.both.target: both@1 / absent',
        'scorecard a|safety|2026-10 : present / absent',
        'rollup t1|safety|2026-10 version: 2 / 3',
        'rollup 330702|safety|2026-10 version: 2 / 3',
        'rollup 3307|safety|2026-10 version: 2 / 3',
        'rollup 33|safety|2026-10 version: 2 / 3',
      ].sort(),
    );
  });

  it('adds up every rollup anew', async () => {
    const told = await differencesAfter((city) => {
      edit(city.rollups[1]?.cells[1], { numerator: 38, denominator: 40 });
      edit(city.rollups[2]?.cells[0], { met: 2 });
      edit(city.rollups[2]?.cells[2], { value: '3.51' });
      edit(city.rollups[3]?.groups[0], { met: 2, verdict: 'met' });
      edit(city.rollups[3], { reported: 3 });
    });
    expect(told).toEqual(
      [
        'rollup 330702|safety|2026-10 cells.points.figure: 19/20 / 38/40',
        'rollup 3307|safety|2026-10 cells.guards.units: 1 0 1 0 0 / 2 0 1 0 0',
        'rollup 3307|safety|2026-10 cells.incidents.figure: 3.5 / 3.51',
        'rollup 33|safety|2026-10 reported: 2 / 3',
        'rollup 33|safety|2026-10 groups.all: 1/2 breached / 2/2 met',
      ].sort(),
    );
  });

  it('misses a rollup, and refuses one that nothing calls for', async () => {
    const told = await differencesAfter((city) => {
      const [town] = city.rollups.splice(0, 1);
      if (town !== undefined) city.rollups.push({ ...town, orgUnit: 'cn', parent: '', path: 'cn/' });
    });
    expect(told).toEqual(
      ['rollup cn|safety|2026-10 : absent / present', 'rollup t1|safety|2026-10 : present / absent'].sort(),
    );
  });

  it('does not count a unit that took everything back, whose card still must say that there is no data', async () => {
    const told = await differencesAfter((city) => {
      edit(city.revisions[2], {
        figures:
          city.revisions[2]?.figures.map((figure) => ({ ...figure, numerator: 0, denominator: 0, value: '' })) ?? [],
        withdrawn: true,
      });
    });
    expect(told).toEqual(
      expect.arrayContaining([
        'scorecard b|safety|2026-10 cells.guards.verdict: no-data / breached',
        'rollup t1|safety|2026-10 reported: 1 / 2',
        'rollup t1|safety|2026-10 cells.guards.units: 1 0 0 0 0 / 1 0 1 0 0',
        'alert b:guards:1 condition: no valid data / firing',
      ]),
    );
    expect(told.filter((line) => line.includes('receivedAt'))).toEqual([]);
  });

  it('misses an alert for a breach, and counts two for one', async () => {
    expect(await differencesAfter((city) => city.alerts.splice(0, 1))).toEqual(['alert b:guards firing alerts: 1 / 0']);
    const twice = (city: Everything): void => {
      city.alerts.push(...city.alerts.map((alert) => ({ ...alert, id: 'b:guards:2' })));
    };
    expect(await differencesAfter(twice)).toEqual(['alert b:guards firing alerts: 1 / 2']);
  });

  it('does not let an alert fire where the newest valid figure meets its target', async () => {
    const told = await differencesAfter((city) => {
      city.alerts.push(...city.alerts.map((alert) => ({ ...alert, id: 'a:guards:1', orgUnit: 'a' })));
    });
    expect(told).toEqual(['alert a:guards:1 condition: not firing (met) / firing']);
  });

  it('lets a resolved alert be, and sees another figure in a firing one', async () => {
    const resolved = (city: Everything): void => {
      city.alerts.push(
        ...city.alerts.map((alert) => ({ ...alert, id: 'b:guards:0', condition: 'resolved', numerator: 1 })),
      );
      edit(city.alerts[0], { numerator: 2, period: '2026-09' });
    };
    expect(await differencesAfter(resolved)).toEqual(
      ['alert b:guards:1 period: 2026-10 / 2026-09', 'alert b:guards:1 figure: 3/4 / 2/4'].sort(),
    );
  });

  it('wants the alert of the latest period with valid data, whatever came later for an older one', async () => {
    const told = await differencesAfter((city) => {
      edit(city.revisions[1], { period: '2026-11', id: 'b|safety|2026-11', receivedAt: 900 });
      edit(city.revisions[2], { revision: 1 });
      edit(city.scorecards[1], { revision: 1 });
    });
    expect(told.filter((line) => line.startsWith('alert'))).toEqual([
      'alert b:guards:1 condition: not firing (met) / firing',
    ]);
  });

  it.each([
    ['2026-11-14T23:59:00', 'at-risk', true],
    ['2026-11-14T23:59:00', 'breached', false],
    ['2026-11-15T00:00:00', 'at-risk', true],
    ['2026-11-15T00:01:00', 'breached', true],
    ['2026-11-15T00:01:59', 'at-risk', true],
    ['2026-11-15T00:02:00', 'at-risk', false],
    ['2026-11-15T00:02:00', 'breached', true],
  ] as const)(
    'at %s a card that says %s of what was to be reached before the 15th is right: %s',
    async (at, verdict, right) => {
      const { differences } = await verified(
        (city) => {
          edit(city.catalogue.targets[0], { comparator: 'once-before', before: '11-15' });
          edit(city.scorecards[1]?.cells[0], { verdict, against: '2026-11-15' });
          edit(city.scorecards[1]?.groups[0], { verdict: verdict === 'breached' ? 'breached' : 'no-data' });
        },
        Date.parse(`${at}+08:00`),
      );
      const ofCard = differences.filter((line) => line.startsWith('scorecard b'));
      expect(ofCard.filter((line) => line.includes('cells.'))).toHaveLength(right ? 0 : 1);
    },
  );

  it('sees a revision that is missing from the log, or there twice', async () => {
    expect(await differencesAfter((city) => city.revisions.splice(1, 1))).toEqual(
      ['submission b|safety|2026-10 revisions: 2 / 1'].sort(),
    );
    expect(await differencesAfter((city) => city.revisions.push(...city.revisions.slice(2)))).toEqual([
      'submission b|safety|2026-10 revisions: 2 / 3',
    ]);
  });

  it('says why a stored scorecard can have no recount', async () => {
    const told = await differencesAfter((city) => city.orgUnits.splice(5, 1));
    expect(told).toContain('scorecard a|safety|2026-10 : unknown org unit a / present');
  });
});
