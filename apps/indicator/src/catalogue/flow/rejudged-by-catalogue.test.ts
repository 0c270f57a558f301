import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cardId, hasReported, type Scorecard } from '../../scorecards/domain/card.ts';
import { memoryJudge, sortedPass, type MemoryJudge } from '../../testing/memory-judge.ts';
import {
  anythingSaid,
  comparingCatalogue,
  essence,
  months,
  newestOf,
  outlierCatalogue,
  revisionsOf,
  rollupsOf,
  sameAgainAndAgain,
  smallTown,
  type Said,
} from '../../testing/replay.ts';
import {
  makeCatalogue,
  type Catalogue,
  type Check,
  type Dataset,
  type Due,
  type Indicator,
  type Pack,
  type Target,
} from '../domain/catalogue.ts';
import { carriedBy } from '../domain/carried.ts';
import { aDataset, aGroup, anIndicator, aTarget } from '../domain/examples.ts';
import { rereadings } from '../domain/rereading.ts';
import { concerns } from './spread-catalogue.ts';

const now = Date.parse('2027-01-20T00:00:00.000Z');
const decimal = (mantissa: number) => ({ mantissa: BigInt(mantissa), scale: 0 });
const due: Due = {
  ...{ days: 30, workingDays: false, at: '18:00', validFrom: '2025-11-01' },
  ...{ remindBefore: [], remindAfter: [] },
};

type Change = (pack: Pack) => Pack;
const mapped = <T>(all: readonly T[], isOne: (one: T) => boolean, rest: Partial<T>): readonly T[] =>
  all.map((one) => (isOne(one) ? { ...one, ...rest } : one));
const indicator =
  (id: string, rest: Partial<Indicator>): Change =>
  (pack) => ({
    ...pack,
    indicators: mapped(pack.indicators, (one) => one.id === id, rest),
  });
const target =
  (id: string, rest: Partial<Target>): Change =>
  (pack) => ({
    ...pack,
    targets: mapped(pack.targets, (one) => one.indicator === id, rest),
  });
const dataset =
  (rest: Partial<Dataset>): Change =>
  (pack) => ({
    ...pack,
    datasets: mapped(pack.datasets, ({ id }) => id === 'd', rest),
  });
const check: Check = { id: 'total', kind: 'sum', left: 'score', right: ['budget', 'fewer'], tolerance: decimal(0) };
const started: Change = (pack) =>
  target('fewer', { comparator: 'at-most-other', other: 'guards' })(dataset({ due })(pack));

const changes: Readonly<Record<string, Change>> = {
  'a new conjunction': (pack) => ({
    ...pack,
    indicators: [...pack.indicators, anIndicator('new', { conjunctionOf: ['score', 'budget'] })],
    targets: [...pack.targets, aTarget('new')],
  }),
  'other members of a conjunction': indicator('both', { conjunctionOf: ['guards', 'score'] }),
  'a conjunction that wants fewer': indicator('both', { atLeast: 1 }),
  'a conjunction that is no more': (pack) => ({
    ...pack,
    indicators: pack.indicators.filter(({ id }) => id !== 'both'),
    targets: pack.targets.filter((one) => one.indicator !== 'both'),
  }),
  'a new group': (pack) => ({ ...pack, groups: [...pack.groups, aGroup('h', ['score', 'fewer'])] }),
  'other members of a group': (pack) => ({ ...pack, groups: [aGroup('g', ['score', 'fewer', 'both'])] }),
  'a group that is no more': (pack) => ({ ...pack, groups: [] }),
  'a new check': dataset({ checks: [check] }),
  'no check any more': dataset({ checks: [] }),
  'another tolerance': dataset({ checks: [{ ...check, id: 'c', tolerance: decimal(1) }] }),
  'what is plausible': indicator('score', { plausibleMin: decimal(1), plausibleMax: decimal(2) }),
  'how figures add up': indicator('places', { aggregation: 'mean' }),
  'what a figure is counted in': indicator('guards', { unit: 'count' }),
  'who carries what is compared with': (pack) => ({
    ...pack,
    datasets: [aDataset('population', ['fewer']), ...pack.datasets.filter(({ id }) => id === 'd')],
  }),
  'fewer indicators in a dataset': dataset({ indicators: ['guards', 'budget', 'fewer', 'places'] }),
  'an indicator that is no more': (pack) => ({
    ...dataset({ indicators: ['guards', 'budget', 'fewer', 'change', 'places'] })(pack),
    indicators: pack.indicators.filter(({ id }) => id !== 'score'),
    targets: pack.targets.filter((one) => one.indicator !== 'score'),
  }),
  'a target of another value': target('score', { value: decimal(3) }),
  'a target that begins later': target('budget', { validFrom: '2026-01-01' }),
  'a target for others': target('places', { types: ['secondary'] }),
  'a target that another comes before': (pack) => ({
    ...target('score', { id: 'score@2' })(pack),
    targets: [aTarget('score', { tags: ['x'] }), ...target('score', { id: 'score@2' })(pack).targets],
  }),
  'a later due time': dataset({ due: { ...due, days: 500 } }),
  'due from a later day on': dataset({ due: { ...due, validFrom: '2026-06-01' } }),
  'due no more': dataset({ due: undefined }),
  'due up to a day': dataset({ due, validTo: '2025-12-31' }),
  'reported by others': dataset({ due, reportedBy: ['secondary'] }),
};

const cardsOf = (all: readonly Scorecard[]) =>
  new Map(
    all
      .filter(({ revision, missing }) => revision > 0 || missing) // what is due no more stays, and says nothing
      .map((card) => {
        const { catalogueVersion: _v, ...said } = essence(card);
        return [`${card.orgUnit}|${card.dataset}|${card.period}`, said] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const sumsOf = (all: readonly Scorecard[], catalogue: Catalogue) =>
  new Map(
    [...rollupsOf(all, { catalogue, tree: smallTown })].map(([key, { version: _v, ...sums }]) => [key, sums] as const),
  );

const isDue = ['s1', 's2'].flatMap((orgUnit) =>
  months.map((period) => ({ orgUnit, dataset: 'd', period, cause: 'due@2027-01-01T00:00:00.000Z', reason: '' })),
);

// Whoever keeps the due times asks for nothing that is reported, or known to be missing.
function stillDue(judge: MemoryJudge): typeof isDue {
  const settled = judge.all().filter((card) => hasReported(card) || card.missing);
  const known = new Set(settled.map(cardId));
  return isDue.filter((request) => !known.has(cardId(request)));
}

/** What parents know after a new catalogue: where they were told anything they add up by it, elsewhere they have not looked. */
async function spreadBy(judge: MemoryJudge, before: Catalogue, after: Catalogue) {
  judge.adopt(after);
  const heard = judge.told.length;
  const asked = judge.all().filter(concerns(after, rereadings(before, after)));
  const requests = asked.map(({ orgUnit, dataset: of, period }) => ({ orgUnit, dataset: of, period }));
  const made = { cause: 'catalogue@2', reason: '' };
  await judge.take({ submissions: [], requests: requests.map((request) => ({ ...request, ...made })) }, 1);
  await judge.take({ submissions: [], requests: stillDue(judge) }, 1); // another due rule is gone through anew
  const told = new Set(judge.told.slice(heard).map((card) => `${card.dataset}|${card.period}`));
  const cards = newestOf(judge.told);
  const [old, fresh] = [sumsOf(cards, before), sumsOf(cards, after)];
  return new Map(
    [...fresh].map(([key, sums]) => [key, told.has(key.slice(key.indexOf('|') + 1)) ? sums : old.get(key)]),
  );
}

async function compareWithOnePass(said: readonly Said[], before: Catalogue, after: Catalogue) {
  const submissions = revisionsOf(said);
  const judge = memoryJudge({ catalogue: before, tree: smallTown, now });
  for (const revision of submissions) await judge.take({ submissions: [revision], requests: [] }, 1);
  await judge.take({ submissions: [], requests: isDue }, 1);
  const untouched = [cardsOf(judge.all()), sumsOf(judge.all(), before)];
  const live = await spreadBy(judge, before, after);
  const once = await sortedPass({ submissions, requests: isDue }, { catalogue: after, tree: smallTown, now });
  expect(cardsOf(judge.all())).toEqual(cardsOf(once.all()));
  const expected = sumsOf(once.all(), after);
  expect(new Map([...live].filter(([key]) => expected.has(key)))).toEqual(expected);
  return !isDeepStrictEqual(untouched, [cardsOf(once.all()), expected]);
}

const [comparing] = comparingCatalogue.packs;
const [outlying] = outlierCatalogue.packs;
if (comparing === undefined || outlying === undefined) throw new Error('no pack');

test.each(Object.entries(changes))(
  'after a change of the catalogue everything stands as one pass under the new one would have left it: %s',
  async (_name, change) => {
    const pack = started(comparing);
    let changed = 0; // the runs are about something
    const [before, after] = [makeCatalogue(1, [pack]), makeCatalogue(2, [change(pack)])];
    await fc.assert(
      fc.asyncProperty(anythingSaid(['s1', 's2'], 14), async (said) => {
        if (await compareWithOnePass(said, before, after)) changed += 1;
      }),
      { numRuns: 25, seed: 20_261_130 },
    );
    expect(changed).toBeGreaterThan(2);
  },
);

// What a dataset carried and carries no more has been said all the same, and may be compared with.
const afterwards = [
  'a target of another value',
  'what a figure is counted in',
  'a target for others',
  'what is plausible',
];
test.each(Object.entries(changes).filter(([name]) => afterwards.includes(name)))(
  'also the figures that a dataset carries no more: %s',
  async (_name, change) => {
    const full = started(comparing);
    const fewer = dataset({ indicators: ['change'] })(full);
    const left = carriedBy([], full.datasets, fewer.datasets);
    const before = makeCatalogue(2, [fewer], { carried: left });
    const after = makeCatalogue(3, [change(fewer)], {
      carried: carriedBy(left, fewer.datasets, change(fewer).datasets),
    });
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(anythingSaid(['s1', 's2'], 14), async (said) => {
        if (await compareWithOnePass(said, before, after)) changed += 1;
      }),
      { numRuns: 25, seed: 20_261_130 },
    );
    expect(changed).toBeGreaterThan(2);
  },
);

test.each([undefined, decimal(9)])('also where outliers are looked for from another distance: %p', async (floor) => {
  const other = indicator('places', { outlierFloor: floor })(outlying);
  let changed = 0;
  const pairs = [
    [outlying, other],
    [other, outlying],
  ] as const;
  await fc.assert(
    fc.asyncProperty(sameAgainAndAgain(24), async (said) => {
      for (const [first, second] of pairs)
        if (await compareWithOnePass(said, makeCatalogue(1, [first]), makeCatalogue(2, [second]))) changed += 1;
    }),
    { numRuns: 25, seed: 20_261_130 },
  );
  expect(changed).toBeGreaterThan(4);
});
