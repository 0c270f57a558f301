import { describe, expect, test } from '@jest/globals';
import { anItem, aScorecard, aUnit } from '../../test-server/examples.ts';
import { failingMembers, isFailing } from './failing.ts';

const group = { id: 'four-100', members: [anItem({ indicator: 'a' }), anItem({ indicator: 'b' })] };

describe('a failing school', () => {
  test('is one that misses the group in view, not another indicator of the same dataset', () => {
    expect(isFailing(aUnit('s', aScorecard({ met: 0, judged: 1 }), 'primary'), group)).toBe(true);
    expect(isFailing(aUnit('s', aScorecard({ met: 1, judged: 1 }), 'primary'), group)).toBe(false);
    expect(isFailing(aUnit('s', null, 'primary'), group)).toBe(false);
  });

  test('names what it misses in the order of the group', () => {
    const missed = { verdict: 'breached' } as const;
    const items = [
      anItem({ indicator: 'other', ...missed }),
      anItem({ indicator: 'b', ...missed }),
      anItem({ indicator: 'a' }),
    ];
    const unit = aUnit('s', aScorecard({ met: 0, judged: 1 }, { items }), 'primary');
    expect(failingMembers(unit, group).map(({ indicator }) => indicator)).toEqual(['b']);
  });
});
