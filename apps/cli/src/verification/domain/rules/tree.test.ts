import { describe, expect, it } from '@jest/globals';
import { lineOf, pathOf, rollupUnitsAbove, treeOf, type OrgUnit } from './tree.ts';

const unit = (id: string, parent: string, type: string, days: Partial<OrgUnit> = {}): OrgUnit => ({
  ...{ id, parent, type, tags: [], validFrom: '', validTo: '' },
  ...days,
});

const tree = treeOf([
  unit('c', '', 'city'),
  unit('d1', 'c', 'district'),
  unit('d2', 'c', 'district'),
  unit('t', 'd1', 'town', { validTo: '2026-08-31' }),
  unit('t', 'd2', 'town', { validFrom: '2026-09-01' }),
  unit('s', 't', 'primary', { validFrom: '2025-09-01', validTo: '2026-12-31' }),
]);

describe('the line above a unit', () => {
  it('is that of the day, at every level', () => {
    expect(pathOf(lineOf(tree, 's', '2026-08-31'))).toBe('c/d1/t/s/');
    expect(pathOf(lineOf(tree, 's', '2026-09-01'))).toBe('c/d2/t/s/');
    expect(rollupUnitsAbove(lineOf(tree, 's', '2026-09-01'), '2026-09-01')).toEqual(['t', 'd2', 'c']);
  });

  it('is the nearest one on a day without the unit, which then adds to nothing', () => {
    for (const [day, path] of [
      ['2025-01-01', 'c/d1/t/s/'],
      ['2027-01-01', 'c/d2/t/s/'],
    ] as const) {
      expect(pathOf(lineOf(tree, 's', day))).toBe(path);
      expect(rollupUnitsAbove(lineOf(tree, 's', day), day)).toEqual([]);
    }
  });
});
