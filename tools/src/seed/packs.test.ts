import { describe, expect, test } from '@jest/globals';

import {
  datasetOf,
  datasets,
  groups,
  indicatorOf,
  indicators,
  packs,
  rows,
  type Row,
  type Source,
} from './catalogue.ts';
import type { Target } from './catalogue.ts';
import { readPublishedFigures } from './published.ts';

const targets = indicators.flatMap((indicator) =>
  (indicator.targets ?? []).map((target) => ({ indicator: indicator.id, ...target })),
);
const facts = rows.filter(({ id }) => !id.startsWith('group:'));
const placeOf = ({ file, phrase }: Source): string => `${file}|${phrase}`;
const firstTarget = (id: string): Target | undefined => indicatorOf(id)?.targets?.[0];
const idsOf = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);

const names = [
  ...['campus-safety', 'canteen', 'childcare', 'compulsory-balance', 'digitalisation', 'double-reduction'],
  ...['employment', 'epidemic-control', 'fees', 'funding', 'governance', 'hazard-rectification', 'higher-education'],
  ...['investment-projects', 'lifelong-learning', 'medical-health', 'mental-health', 'migrant-children'],
  ...['moral-education', 'party-building', 'petitions', 'preschool', 'private-education', 'public-opinion'],
  ...['senior-secondary', 'special-education', 'sports-arts-health', 'teachers', 'vocational'],
];

// Where the source asks for something that a plain reading of the direction does not say.
const special: Readonly<Record<string, Partial<Target>>> = {
  'graduate-employment-rate-yoy': { comparator: 'at-least', value: '0', measure: 'change-points', base_period: '2022' },
  'nn-rural-subsidy-order': { comparator: 'ordered' },
  'jh-balanced-class-assignment-rate': { comparator: 'once-before', value: '100', before: '09-01' },
  'jh-contract-teacher-pay-ratio': {
    comparator: 'at-least-other',
    other: { indicator: 'jh-established-kindergarten-teacher-pay', times: '0.75' },
  },
};
const upperBounds: Readonly<Record<string, string>> = {
  ...{ 'mh-demo-quality-groups': '4', 'mh-new-middle-schools': '2', 'mh-quality-demo-schools': '3' },
  ...{ 'mh-vocational-featured-majors': '3', 'mh-vocational-industry-colleges': '3', 'sh-foreign-law-bases': '10' },
};

const zero: Partial<Target> = { comparator: 'zero' };
const byDirection: Readonly<Record<string, (row: Row) => Partial<Target> | undefined>> = {
  info: () => undefined,
  'non-decreasing': () => ({ comparator: 'non-decreasing' }),
  'at-least-other': () => ({ comparator: 'at-least-other' }),
  'zero-by-deadline': () => zero,
  equals: ({ value }) => (value === '0' ? zero : { comparator: 'equals', value }),
  'at-most': ({ value, other }) => (other === '' ? { comparator: 'at-most', value } : { comparator: 'non-increasing' }),
  'at-least': ({ id, value }) =>
    upperBounds[id] === undefined
      ? { comparator: 'at-least', value }
      : { comparator: 'range', value, upper: upperBounds[id] },
};

const asked = (row: Row): Partial<Target> | undefined => special[row.id] ?? byDirection[row.direction]?.(row);

describe('the packs', () => {
  test('are the twenty-nine of the catalogue, and the published figures', () => {
    expect(packs.map(({ pack }) => pack)).toEqual([...names, 'published-2023'].sort());
    expect([...new Set(facts.map(({ pack }) => pack))].sort()).toEqual(names);
    expect(facts).toHaveLength(664);
  });

  test.each(names)('%s has every row of its own, once, in the words of its source', (name) => {
    const own = packs.find(({ pack }) => pack === name)?.indicators ?? [];
    const mine = facts.filter(({ pack }) => pack === name);
    const has = new Map(own.map(({ id, source }) => [id, placeOf(source)]));
    expect(mine.filter((row) => has.get(row.id) !== placeOf(row)).map(({ id }) => id)).toEqual([]);
    expect(new Set(idsOf(own)).size).toBe(own.length);
  });

  test('judge a row by what its source asks, and one that asks nothing by nothing', () => {
    const wrong = facts.flatMap((row) => {
      const target = firstTarget(row.id);
      const expected = asked(row);
      if (expected === undefined) return target === undefined ? [] : [row.id];
      const keys = Object.keys(expected) as (keyof Target)[];
      const same = keys.every((key) => JSON.stringify(target?.[key]) === JSON.stringify(expected[key]));
      return same ? [] : [`${row.id} ${JSON.stringify(target)}`];
    });
    expect(wrong).toEqual([]);
    expect(facts.filter(({ direction }) => direction !== 'info')).toHaveLength(305);
  });

  test('give every indicator, target and group a source that occurs in the catalogue', () => {
    const places = new Set(rows.map(placeOf));
    const sources = [...indicators, ...targets, ...groups].map(({ source }) => placeOf(source));
    expect(sources.filter((place) => !places.has(place))).toEqual([]);
  });

  test('what is hoped for only warns', () => {
    expect(
      targets
        .filter(({ soft }) => soft)
        .map(({ indicator }) => indicator)
        .sort(),
    ).toEqual([
      // Of the ledger these only warn: each hazard has a due day, and what is overdue or major has a figure of its own.
      ...['hazard-dynamic-cancellation', 'hazard-major-rectification-rate', 'hazard-open-zero'],
      'hazard-rectification-rate',
      ...['jh-balance-all-pass-h2', 'jh-principal-responsibility-rate', 'mh-demo-public-kindergarten-share'],
      ...['mh-double-high-college', 'sh-doctoral-institutions-new', 'sh-master-institutions-new'],
    ]);
  });

  test('the wordings that need more than a number have it', () => {
    expect(firstTarget('jh-migrant-public-school-rate')).toMatchObject({
      ...{ due: '2023-12-31', path: { kind: 'linear', stages: [{ on: '2023-06-30', value: '70.6' }] } },
    });
    expect(firstTarget('hazard-inspection-rounds')).toMatchObject({ value: '3', measure: 'rounds' });
    expect(firstTarget('nn-rural-subsidy-order')?.order).toHaveLength(3);
    expect(firstTarget('jh-projects-start-rate')).toMatchObject({ projected: true, due: '2023-12-31' });
    expect(firstTarget('nn-homework-duration')).toMatchObject({ base: 'last-year' });
    expect(firstTarget('hazard-open-zero')).toMatchObject({ comparator: 'zero', soft: true });
    expect(indicatorOf('jh-ethics-eight-ones-completion')?.items).toHaveLength(8);
    expect(indicatorOf('sh-baobaowu-places-per-district')?.targets).toMatchObject([
      { value: '200', types: ['district'] },
      { value: '200', measure: 'each-child', types: ['city', 'province'] },
    ]);
  });

  test('every target of a plan that hides its year says so', () => {
    const hidden = facts.filter(({ deadline, direction }) => deadline.startsWith('plan year') && direction !== 'info');
    expect(
      hidden.filter(({ id }) => indicatorOf(id)?.note?.match(/2023|年度|年份/) == null).map(({ id }) => id),
    ).toEqual([]);
  });
});

describe('the datasets', () => {
  const inSome = new Set(datasets.filter(({ id }) => id !== 'published-2023').flatMap(({ indicators: ids }) => ids));
  const derived = new Set(indicators.filter(({ conjunction_of: parts }) => parts !== undefined).map(({ id }) => id));
  const kinds: Readonly<Record<string, string>> = {
    ...{ daily: 'day', weekly: 'week', monthly: 'month', quarterly: 'quarter', 'half-year': 'half-year', year: 'year' },
    '5-year': 'years',
  };

  test('every row can be pushed in one, and in one alone besides the published figures', () => {
    expect(facts.filter(({ id }) => !inSome.has(id) && !derived.has(id)).map(({ id }) => id)).toEqual([]);
    const all = datasets.filter(({ id }) => id !== 'published-2023').flatMap(({ indicators: ids }) => ids);
    expect(all.filter((id, at) => all.indexOf(id) !== at)).toEqual([]);
  });

  test('have at most thirty indicators and a Chinese name', () => {
    const large = datasets.filter(({ indicators: ids }) => ids.length > 30).map(({ id }) => id);
    expect(large).toEqual(['published-2023']);
    expect(datasets.filter(({ name }) => !/\p{Script=Han}/u.test(name.zh)).map(({ id }) => id)).toEqual([]);
  });

  test('what schools push is asked for as often as the catalogue says', () => {
    const monthlyForms = new Set(['campus-safety', 'canteen', 'hazard-ledger']); // one form, or one computation, a month
    const yearlySums = new Set(['jh-petition-quarterly-bulletin', 'jh-petition-half-year-dispatch']);
    const schoolYears = new Set(['jh-balanced-class-assignment-rate', 'jh-class-draw-lots-rate']);
    const wrong = facts.filter(({ id, grade, cadence }) => {
      const dataset = datasets.find(({ id: name, indicators: ids }) => name !== 'published-2023' && ids.includes(id));
      if (grade !== 'A' || dataset === undefined || monthlyForms.has(dataset.id)) return false;
      const kind = schoolYears.has(id) ? 'school-year' : yearlySums.has(id) ? 'year' : (kinds[cadence] ?? 'year');
      return dataset.period_kinds.join() !== kind;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect(facts.filter(({ grade }) => grade === 'A')).toHaveLength(176);
  });

  test('push every part of a derived indicator together', () => {
    const parts = indicators.flatMap(({ conjunction_of: ids }) => (ids ? [ids] : []));
    expect(parts).toHaveLength(1);
    for (const ids of parts) {
      expect(datasets.filter(({ indicators: own }) => ids.every((id) => own.includes(id)))).toHaveLength(1);
    }
  });

  test('a school pushes eight figures a month for campus safety', () => {
    expect(datasetOf('campus-safety')).toMatchObject({ period_kinds: ['month'], rolls_up: true });
    expect(datasetOf('campus-safety')?.indicators).toHaveLength(8);
    expect(datasetOf('campus-safety')?.reported_by).toEqual(['primary', 'secondary', 'nine-year', 'kindergarten']);
  });
});

describe('the named groups', () => {
  const membersOf = (id: string): readonly string[] => groups.find((group) => group.id === id)?.members ?? [];
  const required = (id: string): string[] =>
    membersOf(id).map((member) => {
      const { comparator = '', value = '' } = firstTarget(member) ?? {};
      return `${comparator} ${value}`.trim();
    });

  test('those the sources list have their members, those they only name have none', () => {
    const listed = groups.filter(({ members = [] }) => members.length > 0);
    expect([listed.length, groups.length - listed.length]).toEqual([51, 34]);
    expect(groups.filter(({ members = [], complete }) => complete && members.length === 0)).toEqual([]);
    expect(
      listed
        .filter(({ complete }) => !complete)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...['canteen-five-aspects', 'eight-plus-n', 'six-aspects-thirty-problems']]);
  });

  test('every group stands in the table of sources', () => {
    const listed = rows.filter(({ id }) => id.startsWith('group:')).map(({ id }) => id.slice(6));
    expect(idsOf(groups).sort()).toEqual(listed.sort());
  });

  test('the four 100 % and the four full coverages are complete and ask for 100 each', () => {
    expect(required('four-100')).toEqual(Array(4).fill('equals 100'));
    expect(required('four-coverage')).toEqual(Array(4).fill('equals 100'));
  });

  test('two things only increase, three are zero, three hundred are built', () => {
    expect(required('two-only-increase')).toEqual(Array(2).fill('non-decreasing'));
    expect(required('three-zeros')).toEqual(Array(3).fill('zero'));
    expect(required('three-hundred-projects')).toEqual(['equals 114', 'equals 117', 'equals 105']);
    expect(required('five-plus-two')).toEqual(['at-least 5', 'at-least 2']);
  });

  test.each([
    ['seven-hazard-classes-list', 7],
    ['five-special-campaigns-list', 5],
    ['eight-plus-n-list', 8],
    ['six-shared-list', 6],
    ['twelve-safety-topics-list', 12],
    ['strategy-12369-list', 21],
    ['four-levels-six-ranks-list', 10],
    ['three-four-five-list', 12],
    ['seven-always-list', 7],
  ])('%s has %i items', (id, count) => {
    expect(indicatorOf(id)?.items).toHaveLength(count);
  });

  test('a city counts the schools that meet a member of the four 100 %', () => {
    expect(membersOf('four-100').map((id) => indicatorOf(id)?.aggregation)).toEqual(Array(4).fill('units-met'));
  });
});

describe('the published dataset', () => {
  const figures = readPublishedFigures();
  const listed = datasetOf('published-2023')?.indicators ?? [];

  test('lists the catalogue rows that have a figure, a computed one by its published twin', () => {
    const ids = new Set(idsOf(facts));
    expect(listed).toHaveLength(313);
    const twins = packs.find(({ pack }) => pack === 'published-2023')?.indicators ?? [];
    expect(listed.filter((id) => !ids.has(id)).sort()).toEqual(idsOf(twins).sort());
    expect(figures.map(({ indicator }) => indicator).sort()).toEqual([...listed].sort());
  });

  test('never rolls up', () => {
    expect(datasetOf('published-2023')?.rolls_up).toBe(false);
  });

  test('a figure that misses its target was not due yet', () => {
    const isMissed = (value: string, { comparator, value: bound = '0' }: Target): boolean =>
      comparator === 'at-least' ? Number(value) < Number(bound) : Number(value) !== Number(bound);
    const numbers = ['at-least', 'equals', 'zero'];
    const missed = figures.flatMap(({ indicator, value, period }) =>
      (indicatorOf(indicator)?.targets ?? [])
        .filter((target) => numbers.includes(target.comparator) && isMissed(value, target))
        .map((target) => `${indicator} ${period} → ${target.due ?? ''}`),
    );
    expect(missed.sort()).toEqual([
      'jh-migrant-public-school-rate 2023-H1 → 2023-12-31',
      'jh-projects-finish-rate 2023-H1 → 2023-12-31',
      'jh-projects-finished-count 2023-H1 → 2023-12-31',
      'jh-projects-start-rate 2023-H1 → 2023-12-31',
      'jh-projects-started-count 2023-H1 → 2023-12-31',
      'principal-responsibility-rate-sh 2023 → 2024-12-31',
    ]);
  });
});
