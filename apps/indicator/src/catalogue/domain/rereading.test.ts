import { describe, expect, test } from '@jest/globals';
import {
  makeCatalogue,
  type Dataset,
  type Due,
  type Group,
  type Indicator,
  type Pack,
  type Target,
} from './catalogue.ts';
import { aDataset, aGroup, anIndicator, aPack, aTarget } from './examples.ts';
import { rereadings } from './rereading.ts';

const due: Due = {
  ...{ days: 5, workingDays: false, at: '18:00', validFrom: '2026-01-01' },
  ...{ remindBefore: [], remindAfter: [] },
};
const indicator = anIndicator('a');
const target = aTarget('a');
const group = aGroup('g', ['a', 'b']);
const dataset = aDataset('d', ['a', 'b'], { due });
const packOf = (parts: { indicator?: Indicator; target?: Target; group?: Group; dataset?: Dataset }): Pack =>
  aPack({
    indicators: [parts.indicator ?? indicator, anIndicator('b'), anIndicator('c', { conjunctionOf: ['a', 'b'] })],
    targets: [parts.target ?? target],
    groups: [parts.group ?? group],
    datasets: [parts.dataset ?? dataset, aDataset('e', ['x'])],
  });
const asked = (before: Pack, after: Pack): readonly string[] =>
  rereadings(makeCatalogue(1, [before]), makeCatalogue(2, [after])).map(
    ({ dataset: id, from, to }) => `${id} ${from}..${to}`,
  );
const askedBy = (parts: Parameters<typeof packOf>[0]): readonly string[] => asked(packOf({}), packOf(parts));

// Whatever the field is: another value than any that it may have.
const other = <T extends object>(whole: T, field: string): T => ({ ...whole, [field]: ['another'] });
const fieldsOf = (whole: object): readonly string[] => Object.keys(whole);
const silent = (whole: object, parts: (field: string) => Parameters<typeof packOf>[0]): readonly string[] =>
  fieldsOf(whole).filter((field) => askedBy(parts(field)).length === 0);

const names = ['pack', 'nameZh', 'nameEn'];

describe('of every field another value asks for the cards of the dataset, but', () => {
  test('what an indicator only says', () => {
    const words = ['numeratorZh', 'denominatorZh', 'source', 'note', 'direction', 'items', 'owners'];
    expect(silent(indicator, (field) => ({ indicator: other(indicator, field) })).toSorted()).toEqual(
      [...names, ...words].toSorted(),
    );
  });

  test('who answers for a target and where it was taken from', () => {
    const fields = fieldsOf(target).filter((field) => !['indicator', 'validFrom', 'validTo'].includes(field));
    const left = fields.filter((field) => askedBy({ target: other(target, field) }).length === 0);
    expect(left.toSorted()).toEqual(['owners', 'source']);
  });

  test('what a group only says', () => {
    expect(silent(group, (field) => ({ group: other(group, field) })).toSorted()).toEqual(
      [...names, 'complete', 'source'].toSorted(),
    );
  });

  test('what a dataset only says, and when somebody is reminded', () => {
    const days = ['validFrom', 'validTo', 'due', 'indicators', 'id'];
    const fields = fieldsOf(dataset).filter((field) => !days.includes(field));
    expect(fields.filter((field) => askedBy({ dataset: other(dataset, field) }).length === 0).toSorted()).toEqual(
      names.toSorted(),
    );
    const rules = fieldsOf(due).filter((field) => field !== 'validFrom');
    const left = rules.filter((field) => askedBy({ dataset: { ...dataset, due: other(due, field) } }).length === 0);
    expect(left.toSorted()).toEqual(['remindAfter', 'remindBefore']);
  });
});

describe('cards are asked for', () => {
  test('of no day where nothing changes', () => {
    expect(askedBy({})).toEqual([]);
  });

  test('on the days of the target that changes', () => {
    const old = { ...target, validFrom: '2021-01-01' };
    expect(asked(packOf({ target: old }), packOf({ target: { ...old, soft: true } }))).toEqual(['d 2021-01-01..']);
    expect(askedBy({ target: { ...target, validTo: '2026-12-31' } })).toEqual(['d 2027-01-01..']);
  });

  test('on the days for which a due rule holds', () => {
    const later = { ...due, validFrom: '2026-09-01' };
    expect(askedBy({ dataset: { ...dataset, due: later } })).toEqual(['d 2026-01-01..2026-08-31']);
    expect(askedBy({ dataset: { ...dataset, due: { ...due, days: 9 } } })).toEqual(['d 2026-01-01..']);
    expect(askedBy({ dataset: { ...dataset, validTo: '2026-10-31' } })).toEqual(['d 2026-11-01..']);
    const voluntary = { ...dataset, due: undefined };
    expect(asked(packOf({ dataset: voluntary }), packOf({ dataset: other(voluntary, 'reportedBy') }))).toEqual([]);
  });

  test('of every day where what has no dates changes', () => {
    expect(askedBy({ indicator: { ...indicator, unit: 'count' } })).toEqual(['d ..']);
    expect(askedBy({ dataset: { ...dataset, rollsUp: false } })).toEqual(['d ..']);
  });

  test('of a dataset whose target compares with what another carries', () => {
    const comparing = packOf({ target: { ...target, other: 'x', validFrom: '2026-01-01' } });
    const x = (unit: string): Pack => ({
      ...comparing,
      indicators: [...comparing.indicators, anIndicator('x', { unit })],
    });
    expect(asked(x('count'), x('percent'))).toEqual(['d 2026-01-01..', 'e ..']);
    const more = { ...comparing, datasets: [aDataset('f', ['x']), ...comparing.datasets] };
    expect(asked(comparing, more)).toEqual(['f ..', 'd 2026-01-01..']);
  });
});
