import { describe, expect, test } from '@jest/globals';
import { lateText, silenceText, type Arrived } from './arrival-text.ts';

const dueAt = Date.parse('2026-12-31T16:05:00Z');
const card = (more: Partial<Arrived>): Arrived => ({ revision: 0, missing: false, late: false, dueAt, ...more });

describe('why there is no figure', () => {
  test.each<[string, Arrived, string | undefined]>([
    ['nothing came by the due time', card({ missing: true }), '未报送，已过期限 2027-01-01 00:05'],
    ['nothing has come yet', card({}), '未报送（期限 2027-01-01 00:05）'],
    ['nothing came, and nothing is due', card({ dueAt: 0 }), '未报送'],
    [
      'all was taken back, and the due time has passed',
      card({ revision: 2, withdrawn: true, missing: true }),
      '已全部撤回，未重新报送，已过期限 2027-01-01 00:05',
    ],
    ['something stands', card({ revision: 1 }), undefined],
  ])('%s', (_why, silent, text) => {
    expect(silenceText(silent)).toBe(text);
  });
});

test('what came late says by when it should have come; what came in time does not', () => {
  expect(lateText(card({ revision: 1, late: true }))).toBe('；迟报（期限 2027-01-01 00:05）');
  expect(lateText(card({ revision: 1 }))).toBe('');
});
