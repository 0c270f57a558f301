import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ratio, submission } from '../../testing/small-district.ts';
import { correct, mergeValues, sinceReceived, valueStatuses, withdraw } from './revise.ts';
import type { Submission, Value } from './submission.ts';

type State = Pick<Submission, 'values' | 'note'>;

const nothing: State = { values: [], note: '' };
const apply = (state: State, next: Submission): State => correct(state, next) ?? state;
const applyAll = (submissions: readonly Submission[]): State => submissions.reduce(apply, nothing);

const before = submission([ratio('alarm', 1, 2), { ...ratio('guards', 3, 4), note: '两名保安病假' }]);

describe('a correction', () => {
  test('replaces the values it names; those it does not name stay', () => {
    expect(correct(before, submission([ratio('guards', 4, 4)]))?.values).toEqual([
      ratio('alarm', 1, 2),
      ratio('guards', 4, 4),
    ]);
  });

  test('adds values that were not there', () => {
    const merged = correct(before, submission([ratio('closed-management', 1, 1)]))?.values;
    expect(merged?.map(({ indicator }) => indicator)).toEqual(['alarm', 'closed-management', 'guards']);
  });

  test('that says nothing new is a repeat, whatever its order', () => {
    expect(correct(before, before)).toBeUndefined();
    expect(correct(before, submission([...before.values].reverse()))).toBeUndefined();
    expect(correct(before, submission([ratio('alarm', 1, 2)], { observedAt: 5 }))).toBeUndefined();
  });

  test('a restated figure keeps its note, a changed one loses the note that explained the old', () => {
    expect(correct(before, submission([ratio('guards', 3, 4)]))).toBeUndefined();
    expect(correct(before, submission([ratio('guards', 2, 4)]))?.values[1]).toEqual(ratio('guards', 2, 4));
    expect(correct(before, submission([{ ...ratio('guards', 3, 4), note: '已返岗' }]))?.values[1]?.note).toBe('已返岗');
  });

  test('of the note alone is one too; a note that is not given stays', () => {
    expect(correct(before, submission([], { note: '复核' }))).toEqual({ values: before.values, note: '复核' });
    expect(correct({ ...before, note: '复核' }, submission([ratio('alarm', 0, 2)]))?.note).toBe('复核');
  });

  test('takes a figure back, gives it again, and takes everything back at once', () => {
    const gone = { ...ratio('guards', 0, 0), withdrawn: true, note: '数据有误' };
    const without = { values: correct(before, submission([gone]))?.values ?? [], note: '' };
    expect(without.values).toEqual([ratio('alarm', 1, 2), gone]);
    expect(correct(without, submission([gone]))).toBeUndefined();
    expect(correct(without, submission([ratio('guards', 4, 4)]))?.values[1]).toEqual(ratio('guards', 4, 4));
    const nothing = withdraw(without);
    expect(nothing?.values).toEqual([{ ...ratio('alarm', 0, 0), withdrawn: true }, gone]);
    expect(withdraw(nothing as State)).toBeUndefined();
  });

  test('says of each figure since when it has stood', () => {
    const first = { values: before.values, receivedAt: 1_000 };
    const second = {
      values: sinceReceived(correct(before, submission([ratio('guards', 4, 4)]))?.values ?? [], first),
      receivedAt: 2_000,
    };
    expect(second.values.map(({ receivedAt }) => receivedAt)).toEqual([1_000, 0]);
    const third = sinceReceived(
      correct({ ...second, note: '' }, submission([ratio('pool', 1, 1)]))?.values ?? [],
      second,
    );
    expect(third.map(({ receivedAt }) => receivedAt)).toEqual([1_000, 2_000, 0]);
  });

  test('a stated precision is part of a figure', () => {
    const text = (value: string): Value => ({ ...ratio('alarm', 0, 0), value });
    expect(correct(submission([text('46')]), submission([text('46')]))).toBeUndefined();
    expect(correct(submission([text('46')]), submission([text('46.0')]))?.values).toEqual([text('46.0')]);
  });
});

test('each value is created, updated or unchanged, in the order in which it was named', () => {
  const pushed = submission([ratio('guards', 0, 4), ratio('closed-management', 1, 1), ratio('alarm', 1, 2)]);
  expect(valueStatuses(before.values, pushed)).toEqual([
    { indicator: 'guards', status: 'updated' },
    { indicator: 'closed-management', status: 'created' },
    { indicator: 'alarm', status: 'unchanged' },
  ]);
});

describe('whatever the values', () => {
  const value = fc.record({
    indicator: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    numerator: fc.nat(3),
    denominator: fc.nat(3),
    value: fc.constantFrom('', '1', '1.0'),
    note: fc.constantFrom('', 'n', 'm'),
    statedRate: fc.constant(''),
    withdrawn: fc.boolean(),
    receivedAt: fc.constant(0),
  });
  const values = fc.uniqueArray(value, { selector: ({ indicator }) => indicator, maxLength: 5 });
  const pushed = fc.tuple(values, fc.constantFrom('', 'x', 'y')).map(([named, note]) => submission(named, { note }));

  test('repeating the last submission changes nothing', () => {
    fc.assert(
      fc.property(fc.array(pushed, { minLength: 1 }), (all) => {
        const state = applyAll(all);
        expect(applyAll([...all, ...all.slice(-1)])).toEqual(state);
      }),
    );
  });

  test('submissions that name different indicators give the same in any order, repeated or not', () => {
    fc.assert(
      fc.property(values, fc.array(fc.nat(), { minLength: 5, maxLength: 15 }), (all, order) => {
        const each = all.map((one) => submission([one]));
        const shuffled = order.flatMap((n) => each[n % Math.max(1, each.length)] ?? []);
        expect(applyAll([...shuffled, ...each]).values).toEqual(applyAll(each).values);
      }),
    );
  });

  test('the newest values are those a plain look at all submissions in turn gives', () => {
    fc.assert(
      fc.property(fc.array(pushed), (all) => {
        const newest = new Map<string, Value>();
        for (const { values: named } of all) for (const one of named) newest.set(one.indicator, one);
        const said = ({ indicator, numerator, denominator, value: text, withdrawn }: Value) =>
          [indicator, numerator, denominator, text, withdrawn] as const;
        const figures = applyAll(all).values.map(said);
        const expected = [...newest.values()].map(said);
        expect(figures).toEqual(expected.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
      }),
    );
  });

  test('merging keeps the order of indicators', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const ids = mergeValues(mergeValues([], a), b).map(({ indicator }) => indicator);
        expect(ids).toEqual([...ids].sort());
      }),
    );
  });
});
