import { describe, expect, test } from '@jest/globals';
import { draft, draftDecimal, draftRatio, rules } from '../../testing/small-district.ts';
import type { Draft, DraftValue, Reason } from './draft.ts';
import { validateSubmission, type Circumstances } from './validate.ts';

const everybody = { maySee: (path: string) => path.startsWith('cn/33/3307/330702/'), datasets: [] };
const now: Circumstances = { rules, pusher: everybody, today: '2026-11-24', closingFor: () => undefined };
const good = draftRatio('guards', 3, 4);

type Where = readonly [field: string | undefined, index: number | undefined, reason: Reason];

function faults(given: Draft, circumstances: Circumstances = now): readonly Where[] {
  const validated = validateSubmission(given, circumstances);
  return validated.ok ? [] : validated.reason.map(({ field, index, reason }) => [field, index, reason]);
}

describe('the head of a submission', () => {
  test.each<[string, Partial<Draft>, string, Reason]>([
    ['a unit nobody knows', { orgUnit: 'nowhere' }, 'orgUnit', 'unknown-org-unit'],
    ['a unit out of reach, in the very same words', { orgUnit: 'school-beside' }, 'orgUnit', 'unknown-org-unit'],
    [
      'a unit that has closed before the end of the period',
      { orgUnit: 'school-closed' },
      'orgUnit',
      'unknown-org-unit',
    ],
    ['a dataset nobody knows', { dataset: 'nothing' }, 'dataset', 'unknown-dataset'],
    [
      'a dataset that units of the type do not report',
      { orgUnit: 'school-2', dataset: 'canteen' },
      'dataset',
      'dataset-not-for-org-unit',
    ],
    ['a dataset that the platform computes', { dataset: 'ledger' }, 'dataset', 'computed-dataset'],
    ['a text that is no period', { period: '2026-13' }, 'period', 'invalid-period'],
    ['a kind of period the dataset has not', { period: '2026' }, 'period', 'period-kind-not-allowed'],
    ['a period that has not begun', { period: '2026-12' }, 'period', 'period-not-begun'],
  ])('refuses %s', (_what, more, field, reason) => {
    const values: Partial<Record<string, DraftValue>> = {
      canteen: draftDecimal('meals', '5'),
      ledger: draftDecimal('lonely', '5'),
    };
    const value = values[more.dataset ?? ''] ?? good;
    expect(faults(draft([value], more))).toEqual([[field, undefined, reason]]);
  });

  test('a period begins on its first day in Shanghai', () => {
    expect(faults(draft([good], { period: '2026-12' }), { ...now, today: '2026-11-30' })).not.toEqual([]);
    expect(faults(draft([good], { period: '2026-12' }), { ...now, today: '2026-12-01' })).toEqual([]);
  });

  test('a closed unit may still correct what lies before its end', () => {
    expect(faults(draft([good], { orgUnit: 'school-closed', period: '2026-06' }))).toEqual([]);
  });

  test('a unit that has moved is taken where it stood on the last day of the period', () => {
    const days = { type: 'primary', validFrom: '', validTo: '2026-08-31', path: 'cn/33/3307/330703/moved/' };
    const moved = {
      ...days,
      id: 'moved',
      validFrom: '2026-09-01',
      validTo: '',
      path: 'cn/33/3307/330702/moved/',
      earlier: [days],
    };
    const known = { ...now, rules: { ...rules, units: new Map([...rules.units, ['moved', moved]]) } };
    const before = { orgUnit: 'moved', period: '2026-08' };
    expect(faults(draft([good], { orgUnit: 'moved' }), known)).toEqual([]);
    expect(faults(draft([good], before), known)).toEqual([['orgUnit', undefined, 'unknown-org-unit']]);
    const itself = { ...everybody, maySee: (path: string) => path.includes('/moved/') };
    expect(faults(draft([good], before), { ...known, pusher: itself })).toEqual([]);
  });

  test('a key for one dataset does not know of others', () => {
    const pusher = { ...everybody, datasets: ['canteen'] };
    expect(faults(draft([good]), { ...now, pusher })).toEqual([['dataset', undefined, 'unknown-dataset']]);
  });

  test('without values, or with more than 500, is refused', () => {
    expect(faults(draft([]))).toEqual([['values', undefined, 'no-values']]);
    const many = Array.from({ length: 501 }, () => undefined);
    expect(faults(draft(many))).toEqual([['values', undefined, 'too-many-values']]);
  });
});

describe('a value', () => {
  test.each<[string, DraftValue]>([
    ['a ratio', draftRatio('guards', 3, 4)],
    ['a ratio of nothing', draftRatio('guards', 0, 0)],
    ['a ratio above one: a finding, not a fault', draftRatio('guards', 5, 4)],
    ['a ratio known only as its published rate', draftDecimal('guards', '98.60')],
  ])('may be %s', (_what, value) => {
    expect(faults(draft([value]))).toEqual([]);
  });

  test('may be negative where it is a change', () => {
    expect(faults(draft([draftDecimal('price-change', '-2.5')], { dataset: 'canteen' }))).toEqual([]);
  });

  test.each<[DraftValue, string | undefined, Reason]>([
    [draftRatio('nothing', 1, 2), 'indicator', 'unknown-indicator'],
    [draftRatio('four-100', 1, 1), 'indicator', 'derived-indicator'],
    [draftDecimal('meals', '5'), 'indicator', 'indicator-not-in-dataset'],
    [draftRatio('guards', -1, 2), 'numerator', 'negative-numerator'],
    [draftRatio('guards', 1, -2), 'denominator', 'negative-denominator'],
    [draftRatio('guards', 0.5, 2), 'numerator', 'invalid-value'],
    [draftRatio('guards', 1, 2 ** 53), 'denominator', 'invalid-value'],
    [draftDecimal('guards', 'many'), 'value', 'invalid-value'],
    [draftDecimal('guards', '-1'), 'value', 'negative-value'],
    [{ indicator: 'guards' }, undefined, 'missing-value'],
    [{ indicator: 'guards', numerator: 1 }, 'denominator', 'missing-field'],
    [{ indicator: 'guards', numerator: 1, denominator: 2, value: '50' }, undefined, 'ambiguous-value'],
  ])('is refused as %j in %s: %s', (value, field, reason) => {
    expect(faults(draft([value]))).toEqual([[field, 0, reason]]);
  });

  test('that is no ratio has no numerator, and a number of things is not negative', () => {
    const canteen = { dataset: 'canteen' };
    expect(faults(draft([draftRatio('meals', 1, 2)], canteen))).toEqual([['numerator', 0, 'value-kind-not-allowed']]);
    expect(faults(draft([draftDecimal('meals', '-1')], canteen))).toEqual([['value', 0, 'negative-value']]);
  });

  test('is named once', () => {
    expect(faults(draft([good, draftRatio('alarm', 1, 1), good]))).toEqual([['indicator', 2, 'duplicate-indicator']]);
  });
});

test('every fault is told at once', () => {
  const given = draft([draftRatio('nothing', -1, 2), draftRatio('guards', -1, -2)], {
    orgUnit: 'nowhere',
    period: '2027-01',
  });
  expect(faults(given)).toEqual([
    ['orgUnit', undefined, 'unknown-org-unit'],
    ['period', undefined, 'period-not-begun'],
    ['indicator', 0, 'unknown-indicator'],
    ['numerator', 1, 'negative-numerator'],
    ['denominator', 1, 'negative-denominator'],
  ]);
});

test('what was malformed and has been told already is not told twice', () => {
  const given = draft([undefined, { indicator: 'nothing', malformed: ['figure'] }], {
    orgUnit: undefined,
    period: undefined,
  });
  expect(faults(given)).toEqual([['indicator', 1, 'unknown-indicator']]);
});
