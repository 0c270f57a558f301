import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';

import { AlertQuery } from '../act/alert.ts';
import { Submission } from '../push/submission.ts';
import { ScorecardQuery } from '../read/scorecard.ts';
import { faultCodes, faultTexts } from './fault-code.ts';
import { faultsOf, type FaultSource } from './faults.ts';

const good = { orgUnit: '330702001-01', dataset: 'safety', period: '2026-11' };

const faults = (schema: z.ZodType, input: unknown, more: Partial<FaultSource> = {}) => {
  const parsed = schema.safeParse(input);
  return parsed.success ? [] : faultsOf(parsed.error.issues, { input, language: 'en', ...more });
};

const found = (schema: z.ZodType, input: unknown, more: Partial<FaultSource> = {}) =>
  faults(schema, input, more).map(({ pointer, parameter, code }) => [parameter ?? pointer, code]);

describe('a submission', () => {
  test.each([
    [{ indicator: 'a', numerator: 3, denominator: 4, note: 'n' }],
    [{ indicator: 'a', numerator: 3, denominator: 0 }],
    [{ indicator: 'a', value: 38.6 }],
    [{ indicator: 'a', value: '38.60' }],
    [{ indicator: 'a', value: '-23' }],
  ])('takes %j', (value) => {
    expect(found(Submission, { ...good, values: [value] })).toEqual([]);
  });

  test.each([
    [{ indicator: 'a' }, '/values/0', 'missing-value'],
    [{ indicator: 'a', numerator: 1, denominator: 1, value: 1 }, '/values/0', 'ambiguous-value'],
    [{ indicator: 'a', numerator: 1, denominator: -1 }, '/values/0/denominator', 'negative-denominator'],
    [{ indicator: 'a', numerator: -1, denominator: 1 }, '/values/0/numerator', 'negative-numerator'],
    [{ indicator: 'a', numerator: 1.5, denominator: 2 }, '/values/0/numerator', 'invalid-value'],
    [{ indicator: 'a', numerator: '1', denominator: 2 }, '/values/0/numerator', 'invalid-value'],
    [{ indicator: 'a', numerator: 2 ** 53, denominator: 2 }, '/values/0/numerator', 'invalid-value'],
    [{ indicator: 'a', numerator: 1 }, '/values/0/denominator', 'missing-field'],
    [{ indicator: 'a', value: 'much' }, '/values/0/value', 'invalid-value'],
    [{ indicator: 'a', value: null }, '/values/0/value', 'invalid-value'],
    [{ indicator: 'a', value: [] }, '/values/0/value', 'invalid-value'],
    [{ indicator: 'a', value: { a: 1 } }, '/values/0/value', 'invalid-value'],
    [{ indicator: 'a', value: 1e300 }, '/values/0/value', 'invalid-value'],
    [{ indicator: 'a', value: 1, note: 'x'.repeat(501) }, '/values/0/note', 'note-too-long'],
    [{ numerator: 1, denominator: 1 }, '/values/0/indicator', 'missing-field'],
    [{ indicator: 'a', value: 1, '~x/y': 1 }, '/values/0/~0x~1y', 'unknown-field'],
  ])('refuses %j at %s as %s', (value, pointer, code) => {
    expect(found(Submission, { ...good, values: [value] })).toEqual([[pointer, code]]);
  });

  test('tells all its faults at once, each with indicator and value', () => {
    const input = { orgUnit: 7, dataset: 'd', period: '2026-11', values: [{ indicator: 'a', value: 'x' }], extra: 1 };
    expect(faults(Submission, input)).toEqual([
      expect.objectContaining({ pointer: '/orgUnit', code: 'invalid-field', value: 7 }),
      {
        pointer: '/values/0/value',
        code: 'invalid-value',
        indicator: 'a',
        value: 'x',
        detail: faultTexts['invalid-value'].en,
      },
      expect.objectContaining({ pointer: '/extra', code: 'unknown-field' }),
    ]);
  });

  test('without values, or with too many, is refused once', () => {
    expect(found(Submission, { ...good, values: [] })).toEqual([['/values', 'no-values']]);
    const values = Array.from({ length: 501 }, (_, i) => ({ indicator: `i${i}`, value: i }));
    expect(found(Submission, { ...good, values })).toEqual([['/values', 'too-many-values']]);
  });

  test('in a batch is pointed at where it stands', () => {
    expect(found(Submission, null, { at: '/submissions/3' })).toEqual([['/submissions/3', 'invalid-field']]);
    expect(faults(Submission, 5, { at: { line: 4 } })[0]).toMatchObject({ line: 4, code: 'invalid-field' });
  });
});

test('query parameters are named, all at once', () => {
  const query = { period: 'soon', from: '1' };
  expect(found(ScorecardQuery, query, { query: true })).toEqual([
    ['period', 'invalid-period'],
    ['from', 'unknown-parameter'],
  ]);
  for (const period of ['2026-13', '2026-W60', '2026-02-30', '2026-2028'])
    expect(found(ScorecardQuery, { period }, { query: true })).toEqual([['period', 'invalid-period']]);
  expect(found(ScorecardQuery, {}, { query: true })).toEqual([['period', 'missing-parameter']]);
  expect(found(AlertQuery, { limit: '501', state: 'open,lost', overdue: '1' }, { query: true })).toEqual([
    ['state', 'invalid-parameter'],
    ['overdue', 'invalid-parameter'],
    ['limit', 'invalid-parameter'],
  ]);
});

test('every fault has words in both languages', () => {
  for (const code of faultCodes) {
    expect(faultTexts[code].zh).toMatch(/[一-鿿]/);
    expect(faultTexts[code].en).toMatch(/\.$/);
  }
});
