import { expect, test } from '@jest/globals';
import { Alert } from '@xiaomai/contracts/alert';
import { alertDetailFromWire } from './alert.ts';

const nowMs = Date.parse('2026-11-24T01:00:00Z');
const [zh, en] = ['3/4（75%），未达到目标 ≥100%', '3/4 (75%), does not meet the target ≥100%'];
const wire = Alert.fromPartial({
  ...{ id: '330702001-01:guard-rate:1', reason: zh, reasonEn: en },
  timeline: [
    { by: 'system', kind: 'opened', note: zh, noteEn: en },
    { by: '演示人员', kind: 'commented', note: '已电话联系' },
  ],
});
const wordsOf = (alert: Alert, language: 'zh-CN' | 'en') => {
  const { reason, timeline } = alertDetailFromWire(alert, { nowMs, language });
  return [reason, ...timeline.map(({ note }) => note)];
};

test('what the system says of an alert is in the language of the reader, what people wrote as they wrote it', () => {
  expect(wordsOf(wire, 'zh-CN')).toEqual([zh, zh, '已电话联系']);
  expect(wordsOf(wire, 'en')).toEqual([en, en, '已电话联系']);
});

test('an alert that was told in Chinese only says so to everybody', () => {
  const old = { ...wire, reasonEn: '', timeline: wire.timeline.map((entry) => ({ ...entry, noteEn: '' })) };
  expect(wordsOf(old, 'en')).toEqual([zh, zh, '已电话联系']);
});
