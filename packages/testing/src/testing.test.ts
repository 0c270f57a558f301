import { describe, expect, test } from '@jest/globals';
import { err, ok } from '@xiaomai/kernel';
import { deciding } from './given.ts';
import { until } from './until.ts';

type Door = 'open' | 'shut';
type Event = 'opened' | 'closed';

const { given } = deciding<Door, 'open', Event, 'already-open'>(
  {
    initial: 'shut',
    decide: (door) => (door === 'open' ? err('already-open') : ok(['opened'])),
    evolve: (_door, event) => (event === 'opened' ? 'open' : 'shut'),
  },
  (actual, expected) => {
    expect(actual).toEqual(expected);
  },
);

describe('the grammar', () => {
  test('compares what happens', () => {
    given('opened', 'closed').when('open').then('opened');
    expect(() => given().when('open').then()).toThrow();
  });

  test('compares why something is refused', () => {
    given('opened').when('open').rejects('already-open');
    expect(() => given().when('open').rejects('already-open')).toThrow();
  });
});

describe('waiting for a condition', () => {
  test('ends as soon as it holds', async () => {
    let turns = 0;
    await until('three turns', () => (turns += 1) === 3);
    expect(turns).toBe(3);
  });

  test('names what did not come', async () => {
    await expect(until('the impossible', () => false, 20)).rejects.toThrow('the impossible');
  });
});
