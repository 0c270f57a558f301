import { expect, test } from '@jest/globals';
import { carriedBy } from './carried.ts';

const d = (...indicators: readonly string[]) => ({ id: 'd', indicators });

test('what a dataset carries no more is remembered, for as long as it does not carry it again', () => {
  const first = carriedBy([], [d('a', 'b', 'c')], [d('a')]);
  expect(first).toEqual([{ dataset: 'd', indicators: ['b', 'c'] }]);
  const second = carriedBy(first, [d('a')], [d('c')]);
  expect(second).toEqual([{ dataset: 'd', indicators: ['a', 'b'] }]);
  expect(carriedBy(second, [d('c')], [d('a', 'b', 'c')])).toEqual([]);
});

test('a dataset that goes and comes again still had what it had', () => {
  const gone = carriedBy([], [d('a', 'b')], []);
  expect(gone).toEqual([{ dataset: 'd', indicators: ['a', 'b'] }]);
  expect(carriedBy(gone, [], [d('a')])).toEqual([{ dataset: 'd', indicators: ['b'] }]);
});
