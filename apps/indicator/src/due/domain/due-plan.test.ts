import { describe, expect, test } from '@jest/globals';
import { parsePeriod, type Period } from '@xiaomai/period';
import type { Due } from '../../catalogue/domain/catalogue.ts';
import { dueOf, isExpected, nextDue, tasksIn, type DueDataset } from './due-plan.ts';

const rule: Due = {
  ...{ days: 5, workingDays: true, at: '17:00', validFrom: '' },
  ...{ remindBefore: [2], remindAfter: [1] },
};
const dataset = (more: Partial<DueDataset> = {}): DueDataset => ({
  due: rule,
  periodKinds: ['month'],
  reportedBy: ['primary'],
  validFrom: '2026-01-01',
  validTo: '',
  ...more,
});
const period = (text: string): Period => {
  const parsed = parsePeriod(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
};
const shanghai = (text: string): number => Date.parse(`${text}:00+08:00`);
const told = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
const slackMs = 60_000;

describe('a period of a dataset', () => {
  test.each([
    ['day', '2026-09-30', '2026-10-13T17:00'],
    ['week', '2026-W40', '2026-10-13T17:00'],
    ['month', '2026-09', '2026-10-13T17:00'],
    ['quarter', '2026-Q3', '2026-10-13T17:00'],
    ['half-year', '2026-H1', '2026-07-07T17:00'],
    ['term', '2025-T1', '2026-02-06T17:00'],
    ['term', '2025-T2', undefined], // has ended before the first day
    ['term', '2026-T2', '2026-09-07T17:00'],
    ['school-year', '2025-2026', '2026-09-07T17:00'],
    ['year', '2026', '2027-01-07T17:00'],
    ['years', '2022..2026', '2027-01-07T17:00'],
  ])('of the kind %s: %s is due at %s', (kind, text, expected) => {
    const due = dueOf(dataset({ periodKinds: [kind] }), period(text));
    expect(due === undefined ? undefined : told(due.at)).toBe(expected);
  });

  test.each([
    ['without a rule', { due: undefined }],
    ['of another kind', { periodKinds: ['week'] }],
    ['that ends before the first day', { validFrom: '2026-10-01' }],
    ['that ends before the first day of the rule', { due: { ...rule, validFrom: '2026-10-01' } }],
    ['that ends after the last day', { validTo: '2026-09-29' }],
    ['where nobody has said since when', { validFrom: '' }],
  ])('%s is never due', (_name, more) => {
    expect(dueOf(dataset(more), period('2026-09'))).toBeUndefined();
  });

  test('is expected of units of the types that report it, if they exist on its last day', () => {
    const unit = {
      ...{ id: 's', parent: 'd', type: 'primary', nameZh: '', nameEn: '', path: 'd/s/', tags: [] },
      ...{ validFrom: '2026-09-30', validTo: '2026-11-29' },
    };
    const months = ['2026-08', '2026-09', '2026-10', '2026-11'].map((text) =>
      isExpected(dataset(), unit, period(text)),
    );
    expect(months).toEqual([false, true, true, false]);
    expect(isExpected(dataset(), { ...unit, type: 'hospital' }, period('2026-10'))).toBe(false);
  });
});

describe('what is to be done', () => {
  const span = (after: string, until: string) => ({ after: shanghai(after), until: shanghai(until) });
  const list = (one: DueDataset, within: ReturnType<typeof span>): readonly string[] =>
    tasksIn(one, within, slackMs).map(({ kind, period: { text }, at }) => `${told(at)} ${kind} ${text}`);

  test('comes in the order of time, reminders around a due time, which is acted on a moment later', () => {
    expect(list(dataset(), span('2026-10-09T00:00', '2026-11-30T00:00'))).toEqual([
      '2026-10-10T17:00 remind 2026-09',
      '2026-10-13T17:01 due 2026-09',
      '2026-10-14T17:00 remind 2026-09',
      '2026-11-04T17:00 remind 2026-10',
      '2026-11-06T17:01 due 2026-10',
      '2026-11-09T17:00 remind 2026-10',
    ]);
  });

  test('of several kinds of period comes together', () => {
    const both = dataset({ periodKinds: ['month', 'quarter'], due: { ...rule, remindBefore: [], remindAfter: [] } });
    expect(list(both, span('2026-10-09T00:00', '2026-11-30T00:00'))).toEqual([
      '2026-10-13T17:01 due 2026-09',
      '2026-10-13T17:01 due 2026-Q3',
      '2026-11-06T17:01 due 2026-10',
    ]);
  });

  test('since the beginning begins with the first day of the rule', () => {
    const from = dataset({ due: { ...rule, validFrom: '2026-10-01', remindBefore: [], remindAfter: [] } });
    expect(list(from, { after: 0, until: shanghai('2026-11-30T00:00') })).toEqual(['2026-11-06T17:01 due 2026-10']);
  });

  test('of a span cut in two is what is to be done in both', () => {
    const days = dataset({ periodKinds: ['day', 'week', 'month', 'term'], validFrom: '2026-01-20' });
    const whole = list(days, span('2026-01-01T00:00', '2026-03-20T00:00'));
    for (const cut of ['2026-01-31T17:00', '2026-02-13T17:01', '2026-02-24T16:59', '2026-03-01T00:00']) {
      const parts = [...list(days, span('2026-01-01T00:00', cut)), ...list(days, span(cut, '2026-03-20T00:00'))];
      expect(parts).toEqual(whole);
    }
    expect(whole.length).toBeGreaterThan(100);
  });

  test('five-year plans are due after their last year', () => {
    const plans = dataset({ periodKinds: ['years'], validFrom: '2020-01-01', due: { ...rule, remindBefore: [] } });
    expect(list(plans, { after: 0, until: shanghai('2026-06-01T00:00') })).toEqual([
      '2021-01-08T17:01 due 2016..2020',
      '2021-01-11T17:00 remind 2016..2020',
      '2026-01-08T17:01 due 2021..2025',
      '2026-01-09T17:00 remind 2021..2025',
    ]);
  });
});

describe('the period that is due next', () => {
  test.each([
    ['2026-10-13T16:59', '2026-09'],
    ['2026-10-13T17:00', '2026-10'],
    ['2026-11-30T12:00', '2026-11'],
  ])('at %s is %s', (now, expected) => {
    expect(nextDue(dataset(), shanghai(now))?.period.text).toBe(expected);
  });

  test('is none when the dataset has ended, or has no rule', () => {
    expect(nextDue(dataset({ validTo: '2026-10-31' }), shanghai('2026-11-30T12:00'))).toBeUndefined();
    expect(nextDue(dataset({ due: undefined }), shanghai('2026-11-30T12:00'))).toBeUndefined();
  });
});
