import { describe, expect, test } from '@jest/globals';
import { makeCatalogue } from '../../../catalogue/domain/catalogue.ts';
import { aDataset, aPack, anIndicator } from '../../../catalogue/domain/examples.ts';
import { smallCity } from '../../../org-tree/domain/examples.ts';
import { makeOrgTree, type OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { aCell } from '../../domain/examples.ts';
import type { CardReader, Reported } from '../read-scorecards.ts';
import type { ScorecardView } from '../view-scorecards.ts';
import { firstBelow } from './first-below.ts';
import { inState, listReporting, type Expected } from './list-reporting.ts';
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

function manyExpected(count: number) {
  const read: string[] = [];
  const units = Array.from({ length: count }, (_, n) => ({ ...placeOf('s1'), id: `s${String(n + 10_000)}` }));
  const city = makeOrgTree(1, [...smallCity.units.values()].filter(({ type }) => type !== 'primary').concat(units));
  const reportedOf = (ids: readonly string[]): Promise<readonly Reported[]> => {
    read.push(`${ids.length} by id`);
    return Promise.resolve(ids.map((id) => one(id.slice(0, id.indexOf('|')))));
  };
  const list = listReporting(
    {
      ...{
        catalogue: () => catalogue,
        tree: () => city,
        now: () => 0,
        reader: { reportedOf } as unknown as CardReader,
      },
      outliers: () => Promise.resolve(new Map()),
    },
    () => {
      read.push('all');
      return Promise.resolve(units.map(({ id }) => one(id)));
    },
  );
  return { read, told: list.expected(placeOf('c'), { dataset: 'd', period }) };
}

describe('the units expected below one', () => {
  test.each([
    [2_000, ['all']],
    [2_001, ['500 by id', '500 by id', 'all']],
  ])('are told once each, %s in their order, the first of many before the rest is read', async (count, reads) => {
    const { read, told } = manyExpected(count);
    const ids: string[] = [];
    for await (const part of told) {
      expect(part.every(({ unit, reported }) => reported?.orgUnit === unit.id)).toBe(true);
      ids.push(...part.map(({ unit }) => unit.id));
    }
    expect(ids).toEqual(Array.from({ length: count }, (_, n) => `s${String(n + 10_000)}`));
    expect(read).toEqual(reads);
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

const breaching = (breached: number): ScorecardView['counts'][number] => ({
  ...aCell({ indicator: 'a' }),
  ...{ met: 0, atRisk: 0, breached, noData: 0, notApplicable: 0 },
  ...{ valued: 0, latestAt: 0, latestUnit: '', failing: [] },
});

/** Told one by one, as the first of many are; how many were looked at is counted. */
function asking(stored: readonly Expected[]) {
  let now = stored;
  let looked = 0;
  const below = firstBelow({
    catalogue: () => catalogue,
    tree: () => smallCity,
    list: {
      expected: async function* () {
        for (const one of now) {
          looked += 1;
          yield await Promise.resolve([one]);
        }
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
  return { ask, looked: () => looked, change: (next: readonly Expected[]) => void (now = next) };
}

describe('who fails and who is missing beside a rollup', () => {
  test('are the first of each', async () => {
    expect(await asking(expected).ask('c', 'd', [view({})])).toEqual({ failing: ['s1'], missing: ['s3'] });
  });

  test.each<[string, Partial<ScorecardView>, number]>([
    ['until one more of each than asked for is found', { expected: 9 }, 6],
    ['no further for the missing where the rollup says that all have reported', { reported: 3 }, 2],
    ['no further for the failing where it says that nothing is breached', { counts: [breaching(0)] }, 3],
    ['to the end where it counts more than are expected', { reported: 4 }, 6],
  ])('are looked for %s', async (_, change, looked) => {
    const six = ['1', '2'].flatMap((n) =>
      expected.map((one) => ({ ...one, unit: { ...one.unit, id: one.unit.id + n } })),
    );
    const asked = asking(six);
    await asked.ask('c', 'd', [view({ expected: 3, counts: [breaching(4)], ...change })]);
    expect(asked.looked()).toBe(looked);
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
