import { describe, expect, test } from '@jest/globals';
import { makeCatalogue } from '../../../catalogue/domain/catalogue.ts';
import { aDataset, aPack, anIndicator } from '../../../catalogue/domain/examples.ts';
import { smallCity } from '../../../org-tree/domain/examples.ts';
import { makeOrgTree, type OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import type { RollupCard } from '../../domain/card.ts';
import type { CardReader, Reported } from '../read-scorecards.ts';
import type { ScorecardView } from '../view-scorecards.ts';
import { firstBelow } from './first-below.ts';
import { inState, type Expected } from './expected.ts';
import { listReporting } from './list-reporting.ts';
import { reportedBelow } from './reported-below.ts';

const period = '2026-11';
const reportedBy = ['primary'];
const catalogue = makeCatalogue(1, [
  aPack({
    indicators: [anIndicator('a'), anIndicator('b')],
    datasets: [
      aDataset('d', ['a', 'b'], { reportedBy }),
      aDataset('apart', ['a'], { reportedBy, rollsUp: false }),
      aDataset('of-districts', ['a'], { reportedBy: ['district'] }),
    ],
  }),
]);

const placeOf = (id: string): OrgUnit => {
  const unit = smallCity.units.get(id);
  if (unit === undefined) throw new Error(id);
  return unit;
};

const one = (orgUnit: string, ...failing: readonly string[]): Reported => ({
  ...{ orgUnit, failing, late: false, doubtful: false },
});

/** A store of what has been reported, by the rollup it adds to; a rollup's edition grows when something is told. */
function aStore() {
  const rollups = new Map<string, { edition: number; units: Reported[] }>();
  const read: string[] = [];
  const all = (): Reported[] => [...rollups.values()].flatMap(({ units }) => units);
  return {
    read,
    tell: (id: string, reported: Reported) => {
      const known = rollups.get(id) ?? { edition: 0, units: [] };
      const others = known.units.filter(({ orgUnit }) => orgUnit !== reported.orgUnit);
      rollups.set(id, { edition: known.edition + 1, units: [...others, reported] });
    },
    reader: {
      reported: ({ path }: { readonly path: string }) => {
        read.push(path);
        return Promise.resolve(all().filter(({ orgUnit }) => placeOf(orgUnit).path.startsWith(path)));
      },
      reportedOf: () => Promise.resolve([]),
      reportedIn: (ids: readonly string[]) => {
        read.push(...ids);
        return Promise.resolve(
          ids.flatMap((rollup) => (rollups.get(rollup)?.units ?? []).map((unit) => ({ ...unit, rollup }))),
        );
      },
      editions: ({ path }: { readonly path: string }) =>
        Promise.resolve(
          [...rollups]
            .filter(([id]) => placeOf(id).path.startsWith(path))
            .map(([rollup, { edition }]) => ({ rollup, edition })),
        ),
    },
  };
}

describe('who has reported below a unit', () => {
  test('is said as it is stored, and only what has changed is read again', async () => {
    const store = aStore();
    const below = reportedBelow({ catalogue: () => catalogue, reader: store.reader });
    store.tell('t1', one('s1', 'a'));
    store.tell('t2', one('s3'));
    expect(await below(placeOf('c'), { dataset: 'd', period })).toEqual([one('s1', 'a'), one('s3')]);
    store.tell('t1', one('s2'));
    store.tell('t1', one('s1'));
    expect(await below(placeOf('c'), { dataset: 'd', period })).toEqual([one('s2'), one('s1'), one('s3')]);
    expect(await below(placeOf('d2'), { dataset: 'd', period })).toEqual([one('s3')]);
    expect(store.read).toEqual(['t1', 't2', 't1']);
  });

  test('is read whole where nothing rolls up, and of a unit that reports itself', async () => {
    const store = aStore();
    const below = reportedBelow({ catalogue: () => catalogue, reader: store.reader });
    store.tell('t1', one('s1'));
    expect(await below(placeOf('c'), { dataset: 'apart', period })).toEqual([one('s1')]);
    expect(await below(placeOf('s1'), { dataset: 'd', period })).toEqual([one('s1')]);
    await below(placeOf('d1'), { dataset: 'of-districts', period });
    expect(store.read).toEqual(['c/', 'c/d1/t1/s1/', 'c/d1/']);
  });
});

const expected: readonly Expected[] = [
  { unit: placeOf('s1'), reported: { ...one('s1', 'a'), late: true, doubtful: true } },
  { unit: placeOf('s2'), reported: one('s2', 'b') },
  { unit: placeOf('s3'), reported: undefined },
];

test.each([
  ['all', '', ['s1', 's2', 's3']],
  ['failing', '', ['s1', 's2']],
  ['failing', 'b', ['s2']],
  ['missing', '', ['s3']],
  ['late', '', ['s1']],
  ['doubtful', '', ['s1']],
] as const)('of the units below, those %s %s are found', (state, indicator, found) => {
  expect(inState(expected, { state, indicator }).map(({ id }) => id)).toEqual(found);
});

/** Two towns with many schools: of the first all have reported and none fails, of the second every tenth fails and one has sent nothing. */
function manySchools(ofFirst: number) {
  const read: string[] = [];
  const school = (town: string, n: number): OrgUnit => ({
    ...placeOf('s1'),
    id: `${town}s${String(n + 1_000)}`,
    parent: town,
  });
  const schools = [
    ...Array.from({ length: ofFirst }, (_, n) => school('t1', n)),
    ...Array.from({ length: 900 }, (_, n) => school('t2', n)),
  ].map((unit) => ({ ...unit, path: `c/${unit.parent === 't1' ? 'd1' : 'd2'}/${unit.parent}/${unit.id}/` }));
  const city = makeOrgTree(1, [...[...smallCity.units.values()].filter(({ type }) => type !== 'primary'), ...schools]);
  const reported = schools
    .filter(({ id }) => id !== 't2s1700')
    .map(({ id }) => (id.startsWith('t2') && id.endsWith('0') ? one(id, 'a') : one(id)));
  const rollupOf = (orgUnit: string, count: number, breached: number) =>
    ({ orgUnit, reported: count, cells: [{ breached }] }) as unknown as RollupCard;
  const reader = {
    rollups: () => Promise.resolve([rollupOf('t1', ofFirst, 0), rollupOf('t2', 899, 89)]),
    reportedOf: (ids: readonly string[]) => {
      read.push(`${ids.length} by id`);
      return Promise.resolve(reported.filter(({ orgUnit }) => ids.includes(`${orgUnit}|d|${period}`)));
    },
  };
  const { first } = listReporting(
    {
      ...{ catalogue: () => catalogue, tree: () => city, now: () => Date.UTC(2026, 10, 30) },
      ...{ reader: reader as unknown as CardReader, outliers: () => Promise.resolve(new Map()) },
    },
    () => {
      read.push('all');
      return Promise.resolve(reported);
    },
  );
  const find = async (asked: { readonly limit: number; readonly asIs?: boolean }) => {
    const { limit, ...how } = asked;
    const found = await first(placeOf('c'), { dataset: 'd', period, ...how }, limit);
    return { failing: found.failing.map(({ id }) => id), missing: found.missing.map(({ id }) => id) };
  };
  return { read, find };
}

describe('of the units expected below one, the first that fail and the first that are missing', () => {
  const found = { failing: ['t2s1000', 't2s1010', 't2s1020'], missing: ['t2s1700'] };

  test('are looked for only where a rollup says that there are any, and no further than is asked for', async () => {
    const { read, find } = manySchools(1_500);
    const { failing, missing } = await find({ limit: 2 });
    expect({ failing: failing.slice(0, 3), missing }).toEqual(found);
    expect(read).toEqual(['500 by id', '500 by id', '400 by id']);
  });

  test.each([
    ['of few', 1_100, {}],
    ['under the tree of today', 1_500, { asIs: true }],
  ])('are found among all %s', async (_, ofFirst, how) => {
    const { read, find } = manySchools(ofFirst);
    const { failing, missing } = await find({ limit: 2, ...how });
    expect({ failing: failing.slice(0, 3), missing }).toEqual(found);
    expect(read).toEqual('asIs' in how ? ['2400 by id'] : ['all']);
  });
});

const view = (change: Partial<ScorecardView>): ScorecardView => ({
  ...{
    dataset: 'd',
    period,
    version: 1,
    edition: 1,
    revision: 0,
    receivedAt: 0,
    judgedAt: 0,
    reported: 2,
    expected: 3,
  },
  ...{ items: [], groups: [], counts: [], findings: [], missing: false, late: false, dueAt: 0 },
  ...{ findingCounts: {}, missingUnits: 1, lateUnits: 1, watchesOutliers: false },
  ...change,
});

function asking(stored: readonly Expected[]) {
  let now = stored;
  const below = firstBelow({
    catalogue: () => catalogue,
    tree: () => smallCity,
    list: {
      first: () => {
        const all = (state: 'failing' | 'missing') => inState(now, { state, indicator: '' });
        return Promise.resolve({ failing: all('failing'), missing: all('missing') });
      },
    },
    viewsOf: (units) => Promise.resolve(units.map((unit) => ({ unit, view: undefined }))),
  });
  const ask = async (id: string, dataset: string, views: readonly ScorecardView[]) => {
    const found = await below({ unit: placeOf(id), views }, { dataset, period, below: 1 });
    if (found === undefined) return undefined;
    return {
      failing: found.failing.items.map(({ unit }) => unit.id),
      missing: found.missing.items.map(({ unit }) => unit.id),
    };
  };
  return { ask, change: (next: readonly Expected[]) => void (now = next) };
}

describe('who fails and who is missing beside a rollup', () => {
  test('are the first of each', async () => {
    expect(await asking(expected).ask('c', 'd', [view({})])).toEqual({ failing: ['s1'], missing: ['s3'] });
  });

  test('are told of the only dataset there is, of none where several are meant, and not of a unit that reports itself', async () => {
    const { ask } = asking(expected);
    expect(await ask('c', '', [view({})])).toEqual({ failing: ['s1'], missing: ['s3'] });
    expect(await ask('c', '', [view({}), view({ dataset: 'apart' })])).toBeUndefined();
    expect(await ask('s1', 'd', [])).toBeUndefined();
    expect(await ask('c', 'd', [view({ revision: 1 })])).toBeUndefined();
  });

  test('are remembered while the rollup stands, and another edition of it says what is stored then', async () => {
    const { ask, change } = asking(expected);
    await ask('c', 'd', [view({})]);
    change(expected.slice(1));
    expect(await ask('c', 'd', [view({})])).toEqual({ failing: ['s1'], missing: ['s3'] });
    expect(await ask('c', 'd', [view({ edition: 2 })])).toEqual({ failing: ['s2'], missing: ['s3'] });
  });

  test('are never remembered where no rollup is stored', async () => {
    const { ask, change } = asking(expected);
    await ask('c', 'd', [view({ edition: 0 })]);
    change(expected.slice(1));
    expect(await ask('c', 'd', [view({ edition: 0 })])).toEqual({ failing: ['s2'], missing: ['s3'] });
  });
});
