import { describe, expect, test } from '@jest/globals';
import type { CellContribution, Contribution } from './contribution.ts';
import { sharedCells } from './shared-cells.ts';

const aCell = (rest: Partial<CellContribution> = {}): CellContribution => ({
  ...{ indicator: 'i', met: 1, atRisk: 0, breached: 0, noData: 0, notApplicable: 0 },
  ...{ numerator: 3, denominator: 4, value: undefined, valued: 1, latestAt: 0, latestUnit: '' },
  ...rest,
});

const contributionOf = (child: string, ...cells: CellContribution[]): Contribution => ({
  ...{ child, version: 1, edition: 1, reported: 1, missing: 0, late: 0, findings: {}, receivedAt: 1 },
  ...{ cells, groups: [{ group: 'g', met: 1, judged: 1 }] },
});

describe('what several units add alike', () => {
  test('is one object, and each contribution says what it said', () => {
    const share = sharedCells();
    const own = [contributionOf('a', aCell()), contributionOf('b', aCell())];
    const [a, b] = own.map(share);
    expect([a, b]).toEqual(own);
    expect(a?.cells[0]).toBe(b?.cells[0]);
    expect(a?.groups[0]).toBe(b?.groups[0]);
  });

  test.each<[string, Partial<CellContribution>]>([
    ['another indicator', { indicator: 'j' }],
    ['another numerator', { numerator: 2 }],
    ['another denominator', { denominator: 5 }],
    ['another value', { value: { mantissa: 41n, scale: 1 } }],
    ['another verdict', { met: 0, breached: 1 }],
    ['a verdict that is none', { met: 0, notApplicable: 1 }],
    ['nothing valued', { valued: 0 }],
    ['another place in the same row', { denominator: 4 + 65_536 }],
    ['when it was reported', { latestAt: 5 }],
    ['a figure of its own', { own: { indicator: 'i', numerator: 3, denominator: 4, value: '' } }],
  ])('is not taken for %s', (_, rest) => {
    const share = sharedCells();
    share(contributionOf('a', aCell()));
    const other = contributionOf('b', aCell(rest));
    expect(share(other)).toEqual(other);
  });

  test('is not taken for a value written with more digits', () => {
    const share = sharedCells();
    const values = [
      { mantissa: 4n, scale: 0 },
      { mantissa: 40n, scale: 1 },
    ].map((value) => aCell({ value }));
    const told = values.map((cell) => share(contributionOf('a', cell)).cells[0]?.value);
    expect(told).toEqual([
      { mantissa: 4n, scale: 0 },
      { mantissa: 40n, scale: 1 },
    ]);
  });

  test.each([
    [0, 2],
    [2, 0],
    [1, 3],
  ])('%s of %s in a group are not taken for others', (met, judged) => {
    const share = sharedCells();
    const groups = [
      [1, 0],
      [0, 2],
      [1, 1],
    ].map(([a = 0, b = 0]) => ({ group: 'g', met: a, judged: b }));
    for (const one of groups) share({ ...contributionOf('a'), groups: [one] });
    const other = { ...contributionOf('b'), groups: [{ group: 'g', met, judged }] };
    expect(share(other)).toEqual(other);
  });

  test('is one object again after another was kept in its place', () => {
    const share = sharedCells();
    const far = aCell({ denominator: 4 + 65_536 });
    const first = share(contributionOf('a', aCell())).cells[0];
    share(contributionOf('b', far));
    const again = share(contributionOf('c', aCell())).cells[0];
    expect(again).toEqual(first);
    expect(share(contributionOf('d', aCell())).cells[0]).toBe(again);
  });
});
