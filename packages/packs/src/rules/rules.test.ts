import { describe, expect, test } from '@jest/globals';
import { changed, faultsOf, withDataset, withGroup, withIndicator, withTarget, type Loose } from '../examples.ts';

const sense: [string, string, string[]][] = [
  ['a value that is missing', withTarget({ comparator: 'at-least' }), ['comparator key-missing']],
  ['a value of zero', withTarget({ comparator: 'zero', value: '0' }), ['value key-not-wanted']],
  ['a range without upper bound', withTarget({ comparator: 'range', value: '1' }), ['comparator key-missing']],
  ['a range turned round', withTarget({ comparator: 'range', value: '4', upper: '3.9' }), ['upper range-empty']],
  [
    'an upper bound without range',
    withTarget({ comparator: 'equals', value: '4', upper: '5' }),
    ['upper key-not-wanted'],
  ],
  ['a comparison with nothing', withTarget({ comparator: 'at-least-other' }), ['comparator key-missing']],
  [
    'a comparison with an unknown quantity',
    withTarget({ comparator: 'at-least-other', other: { indicator: 'nobody' } }),
    ['other.indicator unknown-indicator'],
  ],
  [
    'a comparison with itself',
    withTarget({ comparator: 'at-most-other', other: { indicator: 'rate' } }),
    ['other.indicator other-is-itself'],
  ],
  [
    'times nothing',
    withTarget({ comparator: 'at-least-other', other: { indicator: 'stock', times: '0.00' } }),
    ['other.times times-not-positive'],
  ],
  ['an order of one', withTarget({ comparator: 'ordered', order: ['rate'] }), ['order order-too-short']],
  [
    'an order of others',
    withTarget({ comparator: 'ordered', order: ['stock', 'stock'] }),
    ['order order-without-itself'],
  ],
  ['once before no day', withTarget({ comparator: 'once-before', value: '100' }), ['comparator key-missing']],
  [
    'a day that is none',
    withTarget({ comparator: 'once-before', value: '100', before: '9-1' }),
    ['before invalid-month-day'],
  ],
  ['no decrease from nothing', withTarget({ comparator: 'non-decreasing' }), [' key-missing']],
  [
    'a change from nothing',
    withTarget({ comparator: 'at-least', value: '1', measure: 'change-points' }),
    [' key-missing'],
  ],
  [
    'a base for nothing',
    withTarget({ comparator: 'at-least', value: '1', base: 'last-year' }),
    ['base key-not-wanted'],
  ],
  [
    'a measure of what has none',
    withTarget({ comparator: 'non-decreasing', base: 'last-year', measure: 'spread' }),
    ['measure key-not-wanted'],
  ],
  ['a fixed base without period', withTarget({ comparator: 'non-decreasing', base: 'fixed' }), ['base key-missing']],
  [
    'a base period without fixed base',
    withTarget({ comparator: 'non-decreasing', base: 'last-year', base_period: '2022', valid_from: '2023-01-01' }),
    ['base_period key-not-wanted'],
  ],
  [
    'a base that is no period',
    withTarget({ comparator: 'non-decreasing', base: 'fixed', base_period: '2022-H3' }),
    ['base_period invalid-period'],
  ],
  [
    'a base equal to the judged period',
    withTarget({ comparator: 'non-increasing', base: 'fixed', base_period: '2023-H1', valid_from: '2023-01-01' }),
    ['base_period base-judges-itself'],
  ],
  [
    'a path without stages',
    withTarget({ comparator: 'at-least', value: '80', path: { kind: 'linear', stages: [] } }),
    ['path stages-missing'],
  ],
  [
    'stages out of order',
    withTarget({
      ...{ comparator: 'at-least', value: '80' },
      path: {
        kind: 'linear',
        stages: [
          { on: '2024-12-31', value: '70' },
          { on: '2024-12-31', value: '80' },
        ],
      },
    }),
    ['path.stages.1.on stages-not-in-order'],
  ],
  [
    'a path to a range',
    withTarget({
      ...{ comparator: 'range', value: '7', upper: '8' },
      path: { kind: 'listed', stages: [{ on: '2024-12-31', value: '7' }] },
    }),
    ['path key-not-wanted'],
  ],
  [
    'due before it begins',
    withTarget({ comparator: 'zero', valid_from: '2024-01-01', due: '2023-12-31' }),
    ['due days-not-in-order'],
  ],
  [
    'an end before the start',
    withTarget({ comparator: 'zero', valid_from: '2024-01-01', valid_to: '2023-12-31' }),
    ['valid_to days-not-in-order'],
  ],
  ['a trend to no day', withTarget({ comparator: 'zero', projected: true }), ['projected key-missing']],
  ['a share of more than all', withTarget({ comparator: 'at-least', value: '101' }), ['value percent-out-of-reach']],
  ['a day of no month', withTarget({ comparator: 'zero', due: '2024-13-01' }), ['due invalid-day']],
];

const heads: [string, string, string[]][] = [
  ['a ratio without words', withIndicator({ kind: 'ratio', aggregation: 'none' }), ['kind ratio-words']],
  [
    'sums of ratios of counts',
    withIndicator({ aggregation: 'ratio-of-sums' }),
    ['aggregation aggregation-not-for-kind'],
  ],
  ['units met without target', withIndicator({ aggregation: 'units-met' }), ['aggregation units-met-needs-target']],
  ['a milestone in yuan', withIndicator({ kind: 'milestone', unit: 'yuan' }), ['unit unit-not-for-kind']],
  ['a checklist without items', withIndicator({ kind: 'checklist', aggregation: 'none' }), ['kind items-missing']],
  ['items of a count', withIndicator({ items: ['a'] }), ['items key-not-wanted']],
  ['at least of nothing', withIndicator({ at_least: 2 }), ['at_least key-missing']],
  ['a count of conjunctions', withIndicator({ conjunction_of: ['rate'] }), ['conjunction_of key-not-wanted']],
  ['bounds turned round', withIndicator({ plausible: { min: '10', max: '9.5' } }), ['plausible.min plausible-empty']],
  ['a spread below nothing', withIndicator({ outlier_floor: '-1' }), ['outlier_floor floor-not-positive']],
  ['no spread at all', withIndicator({ outlier_floor: '0.00' }), ['outlier_floor floor-not-positive']],
  [
    'the spread of a milestone',
    withIndicator({ kind: 'milestone', unit: 'milestone', outlier_floor: '1' }),
    ['outlier_floor key-not-wanted'],
  ],
  ['a key nobody knows', withIndicator({ colour: 'red' }), ['colour unknown-key']],
  ['an id with capitals', withIndicator({ id: 'Stock' }), ['id invalid-id']],
];

const sets: [string, string, string[]][] = [
  ['a complete group of nobody', withGroup({ members: [] }), ['groups.0.complete members-missing']],
  ['more members than there are', withGroup({ at_least: 3 }), ['groups.0.at_least at-least-too-high']],
  ['a member twice', withGroup({ members: ['rate', 'rate'] }), ['groups.0.members.1 repeated']],
  ['an indicator twice', withDataset({ indicators: ['rate', 'rate'] }), ['datasets.0.indicators.1 repeated']],
  [
    'a kind of period nobody knows',
    withDataset({ period_kinds: ['fortnight'] }),
    ['datasets.0.period_kinds.0 unknown-word'],
  ],
  [
    'a time that is none',
    withDataset({ due: { days: 5, at: '24:00', valid_from: '2024-01-01' } }),
    ['datasets.0.due.at invalid-time'],
  ],
  [
    'days below nothing',
    withDataset({ due: { days: -1, valid_from: '2024-01-01' } }),
    ['datasets.0.due.days negative'],
  ],
  [
    'what is computed cannot be late',
    withDataset({ computed: true, due: { days: 5, valid_from: '2024-01-01' } }),
    ['datasets.0.due computed-with-due'],
  ],
  ['due since no day', withDataset({ due: { days: 5 } }), ['datasets.0.due key-missing']],
  [
    'an end before its start',
    withDataset({ valid_from: '2024-01-01', valid_to: '2023-01-01' }),
    ['datasets.0.valid_to days-not-in-order'],
  ],
  [
    'a check of what is not pushed',
    withDataset({ indicators: ['rate'], checks: [{ id: 'c', kind: 'at-most', left: 'rate', right: ['stock'] }] }),
    ['datasets.0.checks.0.right.0 not-in-dataset'],
  ],
  [
    'a comparison of two',
    withDataset({ checks: [{ id: 'c', kind: 'agree', left: 'rate', right: ['stock', 'rate'], tolerance: '-1' }] }),
    ['right one-wanted', 'left other-is-itself', 'tolerance negative'].map((words) => `datasets.0.checks.0.${words}`),
  ],
];

describe('what makes no sense is refused', () => {
  test.each(sense)('%s', (_name, text, expected) => {
    expect(faultsOf(text).sort()).toEqual(
      expected.map((words) => `indicators.0.targets.0${words.startsWith(' ') ? '' : '.'}${words}`).sort(),
    );
  });

  test.each(heads)('%s', (_name, text, expected) => {
    expect(faultsOf(text).filter((fault) => fault.startsWith('indicators.1'))).toEqual(
      expected.map((words) => `indicators.1.${words}`),
    );
  });

  test.each(sets)('%s', (_name, text, expected) => {
    expect(faultsOf(text).sort()).toEqual([...expected].sort());
  });

  test('a target twice for the same days and units, not for others', () => {
    const target = { comparator: 'equals', value: '100' };
    const both = (...targets: Loose[]): string[] =>
      faultsOf(changed(({ indicators: [first] }) => Object.assign(first ?? {}, { targets })));
    expect(both({ ...target, valid_to: '2024-06-30' }, { ...target, valid_from: '2024-07-01' })).toEqual([]);
    expect(both({ ...target, scope: ['a', 'b'] }, { ...target, scope: ['b'] }, target)).toEqual([]);
    expect(both({ ...target, valid_to: '2024-07-01' }, { ...target, valid_from: '2024-07-01' })).toEqual([
      'indicators.0.targets.1 targets-overlap',
    ]);
    expect(both({ ...target, scope: ['a', 'b'] }, { ...target, scope: ['b', 'a'] })).toEqual([
      'indicators.0.targets.1 targets-overlap',
    ]);
  });

  test('a floor under which no share can be an outlier, or of what is never pushed', () => {
    const target = { comparator: 'equals', value: '100' };
    const rateWith = (head: Loose): string[] =>
      faultsOf(withTarget(target, head)).filter((fault) => fault.includes('outlier_floor'));
    expect(rateWith({ outlier_floor: '19.27' })).toEqual([]);
    expect(rateWith({ outlier_floor: '19.28' })).toEqual(['indicators.0.outlier_floor floor-out-of-reach']);
    expect(rateWith({ outlier_floor: '19.28', unit: 'times' })).toEqual([]);
    expect(rateWith({ outlier_floor: '1', conjunction_of: ['stock'] })).toEqual([
      'indicators.0.outlier_floor key-not-wanted',
    ]);
  });

  test('what is derived from itself, and pushing what is derived', () => {
    const ratio = { kind: 'ratio', unit: 'percent', aggregation: 'none', numerator: 'n', denominator: 'd' };
    const circle = changed(({ indicators }) => {
      Object.assign(indicators[0] ?? {}, { conjunction_of: ['stock'] });
      Object.assign(indicators[1] ?? {}, ratio, { conjunction_of: ['rate'] });
    });
    expect(faultsOf(circle)).toEqual([
      ...['indicators.0.conjunction_of derived-in-circle', 'indicators.1.conjunction_of derived-in-circle'],
      ...['datasets.0.indicators.0 derived-in-dataset', 'datasets.0.indicators.1 derived-in-dataset'],
    ]);
  });
});
