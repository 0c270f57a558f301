import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeCatalogue, type Aggregation, type Indicator } from '../../catalogue/domain/catalogue.ts';
import { aDataset, aGroup, anIndicator, aPack, aTarget } from '../../catalogue/domain/examples.ts';
import { contributionOfCard, contributionOfRollup, type RollupCard, type Scorecard } from './card.ts';
import type { Contribution } from './contribution.ts';
import { periodOf } from './judging/judge-target.ts';
import { aScorecard, ratioOf, valueOf } from './examples.ts';
import { rollUp } from './rollup.ts';
import { judgeFigures } from './scorecard.ts';

const indicator = (id: string, aggregation: Aggregation, conjunctionOf: readonly string[] = []): Indicator =>
  anIndicator(id, {
    ...(aggregation === 'sum' ? { kind: 'count', unit: 'count' } : {}),
    aggregation,
    conjunctionOf,
  });

const catalogue = makeCatalogue(1, [
  aPack({
    indicators: [
      indicator('guards', 'ratio-of-sums'),
      indicator('closed', 'units-met'),
      indicator('incidents', 'sum'),
      indicator('both', 'units-met', ['guards', 'closed']),
    ],
    targets: [aTarget('guards'), aTarget('closed'), aTarget('both')],
    groups: [aGroup('g', ['guards', 'closed'])],
    datasets: [aDataset('d', ['guards', 'closed', 'incidents'])],
  }),
]);

type School = { readonly guards: number; readonly needed: number; readonly closed: number; readonly incidents: number };
const occasion = { path: 'cn/', type: 'city', tags: [], dataset: 'd', period: periodOf('2026-11') };

function card(school: School, id: number): Scorecard {
  const dataset = catalogue.datasets.get('d');
  if (dataset === undefined) throw new Error('no dataset');
  const figures = [
    ratioOf('guards', school.guards, school.needed),
    ratioOf('closed', school.closed, 1),
    valueOf('incidents', String(school.incidents)),
  ];
  const judged = judgeFigures(catalogue, dataset, { figures, occasion, receivedAt: id, now: 0 });
  return aScorecard({ orgUnit: `s${id}`, path: `cn/s${id}/`, receivedAt: id, ...judged });
}

const asChild = (children: readonly Contribution[], orgUnit: string): Contribution => {
  const rollup: RollupCard = {
    orgUnit,
    dataset: 'd',
    period: '2026-11',
    parent: '',
    path: '',
    formerParents: [],
    edition: 1,
    treeVersion: 1,
    catalogueVersion: 1,
    rolledAt: 0,
    ...rollUp(catalogue, children, occasion),
  };
  return contributionOfRollup(rollup);
};

const part = fc.oneof(
  { arbitrary: fc.nat(5), weight: 9 },
  { arbitrary: fc.constant(Number.MAX_SAFE_INTEGER), weight: 1 },
);

const school = fc.record({
  guards: part,
  needed: part,
  closed: fc.nat(1),
  incidents: fc.nat(9),
});

describe('a rollup', () => {
  test('sums ratios, counts units that meet, adds values', () => {
    const schools = [
      { guards: 2, needed: 2, closed: 1, incidents: 3 },
      { guards: 1, needed: 2, closed: 1, incidents: 0 },
      { guards: 0, needed: 0, closed: 0, incidents: 4 },
    ];
    const { cells, groups, reported } = rollUp(
      catalogue,
      schools.map((s, i) => contributionOfCard(card(s, i), catalogue)),
      occasion,
    );
    const cell = (id: string) => cells.find(({ indicator }) => indicator === id);
    expect(cell('guards')).toMatchObject({
      numerator: 3,
      denominator: 4,
      met: 1,
      breached: 1,
      noData: 1,
      verdict: 'breached',
    });
    expect(cell('closed')).toMatchObject({ numerator: 2, denominator: 3, verdict: 'breached' });
    expect(cell('incidents')).toMatchObject({ value: '7', verdict: 'not-applicable' });
    expect(cell('both')).toMatchObject({ numerator: 1, denominator: 2, noData: 1 });
    expect(groups).toEqual([{ group: 'g', met: 1, judged: 3, verdict: 'breached' }]);
    expect(reported).toBe(3);
  });

  test('does not depend on the order of the children, nor on the levels between', () => {
    fc.assert(
      fc.property(fc.array(school, { minLength: 1, maxLength: 12 }), fc.nat(12), (schools, cut) => {
        const children = schools.map((s, i) => contributionOfCard(card(s, i), catalogue));
        const flat = rollUp(catalogue, children, occasion);
        expect(rollUp(catalogue, [...children].reverse(), occasion)).toEqual(flat);
        const parts = [children.slice(0, cut), children.slice(cut)].filter((part) => part.length > 0);
        const levels = rollUp(
          catalogue,
          parts.map((part, i) => asChild(part, `d${i}`)),
          occasion,
        );
        expect(levels).toEqual(flat);
      }),
      { numRuns: 300 },
    );
  });

  test('what numbers cannot hold exactly is no figure, and in no unit above either', () => {
    const vast = { guards: Number.MAX_SAFE_INTEGER, needed: Number.MAX_SAFE_INTEGER, closed: 1, incidents: 0 };
    const small = { guards: 1, needed: 2, closed: 1, incidents: 0 };
    const children = [vast, small, small].map((one, n) => contributionOfCard(card(one, n), catalogue));
    const town = asChild(children.slice(0, 2), 'town');
    for (const below of [children, [town, ...children.slice(2)], [town]])
      expect(rollUp(catalogue, below, occasion).cells.find(({ indicator: id }) => id === 'guards')).toMatchObject({
        ...{ numerator: Number.MAX_SAFE_INTEGER, denominator: 0, verdict: 'no-data' },
      });
  });

  test('what was taken back adds nothing: the unit has not reported, only its version counts', () => {
    const [kept, gone] = [3, 5].map((version) => ({
      ...card({ guards: 2, needed: 2, closed: 1, incidents: 3 }, version),
      version,
    }));
    const contributions = [kept, { ...gone, withdrawn: true }].map((one) =>
      contributionOfCard(one as Scorecard, catalogue),
    );
    const alone = rollUp(catalogue, contributions.slice(0, 1), occasion);
    expect(rollUp(catalogue, contributions, occasion)).toEqual({ ...alone, version: 8, receivedAt: 5 });
    expect(rollUp(catalogue, contributions.slice(1), occasion)).toMatchObject({ reported: 0, cells: [], groups: [] });
  });

  test('a published rate never rolls up', () => {
    const published = card({ guards: 1, needed: 1, closed: 1, incidents: 0 }, 1);
    const cells = published.cells.map((c) =>
      c.indicator === 'guards' ? { ...c, numerator: 0, denominator: 0, value: '97' } : c,
    );
    const rollup = rollUp(catalogue, [contributionOfCard({ ...published, cells }, catalogue)], occasion);
    expect(rollup.cells.find(({ indicator }) => indicator === 'guards')).toMatchObject({
      denominator: 0,
      value: '',
      verdict: 'no-data',
    });
  });
});
