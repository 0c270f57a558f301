import { describe, expect, test } from '@jest/globals';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import { lateText, silenceText, type Arrived } from './arrival-text.ts';

const dueAt = Date.parse('2026-12-31T16:05:00Z');
const card = (more: Partial<Arrived>): Arrived => ({ revision: 0, missing: false, late: false, dueAt, ...more });

describe('why there is no figure', () => {
  test.each<[string, Arrived, string | undefined, string | undefined]>([
    [
      'nothing came by the due time',
      card({ missing: true }),
      '未报送，已过期限 2027-01-01 00:05',
      'not reported, and was due 2027-01-01 00:05 Beijing time',
    ],
    [
      'nothing has come yet',
      card({}),
      '未报送（期限 2027-01-01 00:05）',
      'not reported (due 2027-01-01 00:05 Beijing time)',
    ],
    ['nothing came, and nothing is due', card({ dueAt: 0 }), '未报送', 'not reported'],
    [
      'all was taken back, and the due time has passed',
      card({ revision: 2, withdrawn: true, missing: true }),
      '已全部撤回，未重新报送，已过期限 2027-01-01 00:05',
      'all of it was withdrawn and not reported again, and was due 2027-01-01 00:05 Beijing time',
    ],
    ['something stands', card({ revision: 1 }), undefined, undefined],
  ])('%s', (_why, silent, zh, en) => {
    expect([silenceText(silent, chinese), silenceText(silent, english)]).toEqual([zh, en]);
  });
});

test('what came late says by when it should have come; what came in time does not', () => {
  const late = card({ revision: 1, late: true });
  expect(lateText(late, chinese)).toBe('；迟报（期限 2027-01-01 00:05）');
  expect(lateText(late, english)).toBe('; late (due 2027-01-01 00:05 Beijing time)');
  expect(lateText(card({ revision: 1 }), chinese)).toBe('');
});
