import { describe, expect, test } from '@jest/globals';
import { aScorecard, aUnit } from '../../test-server/examples.ts';
import { childRows } from './child-rows.ts';

const rank = (...shares: (readonly [met: number, judged: number] | null)[]): [string, number | undefined][] => {
  const units = shares.map((share, at) =>
    aUnit(String.fromCharCode(97 + at), share === null ? null : aScorecard({ met: share[0], judged: share[1] })),
  );
  return childRows(units, 'four-100').map((row) => [row.id, row.rank]);
};

describe('the ranking of the units below', () => {
  test('begins with the best share', () => {
    expect(rank([1, 2], [9, 10], [3, 4])).toEqual([
      ['b', 1],
      ['c', 2],
      ['a', 3],
    ]);
  });

  test('gives equal shares equal ranks and leaves the next rank out', () => {
    expect(rank([2, 4], [1, 2], [1, 3])).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 3],
    ]);
  });

  test('tells shares apart that no rounding would', () => {
    expect(rank([9_999_998, 9_999_999], [9_999_999, 10_000_000])).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
  });

  test('puts units without data last and does not rank them', () => {
    expect(rank(null, [0, 5], [0, 0])).toEqual([
      ['b', 1],
      ['a', undefined],
      ['c', undefined],
    ]);
  });

  test('says what was reported, expected and failed', () => {
    const [row] = childRows([aUnit('a', aScorecard({ met: 7, judged: 9 }))], 'four-100');
    expect(row).toMatchObject({ reported: 9, expected: 10, met: 7, judged: 9, failing: 2, verdict: 'breached' });
  });

  test('shows nothing of another group', () => {
    const [row] = childRows([aUnit('a', aScorecard({ met: 7, judged: 9 }))], 'four-coverage');
    expect(row).toMatchObject({ judged: 0, verdict: 'no-data', rank: undefined });
  });
});
