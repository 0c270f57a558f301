import { describe, expect, test } from '@jest/globals';
import { anItem } from '../../test-server/examples.ts';
import { failingMembers, isFailing } from './failing.ts';

const member = (indicator: string) => anItem({ indicator, name: `指标 ${indicator}`, unit: 'percent' });
const group = { id: 'four-100', members: [member('a'), member('b')] };

describe('a failing school', () => {
  test('is one that misses the group in view, not another indicator of the same dataset', () => {
    expect(isFailing({ groups: [{ group: 'four-100', verdict: 'breached' }] }, group)).toBe(true);
    expect(isFailing({ groups: [{ group: 'four-100', verdict: 'met' }] }, group)).toBe(false);
    expect(isFailing({ groups: [{ group: 'canteen', verdict: 'breached' }] }, group)).toBe(false);
    expect(isFailing({ groups: [] }, group)).toBe(false);
  });

  test('names what it misses in the order of the group, in the words of the group', () => {
    const figure = (indicator: string, verdict: 'met' | 'breached') => ({ indicator, verdict, value: '50' });
    const items = [figure('other', 'breached'), figure('b', 'breached'), figure('a', 'met')];
    expect(failingMembers({ items }, group)).toEqual([
      { indicator: 'b', name: '指标 b', unit: 'percent', figure: figure('b', 'breached') },
    ]);
  });
});
