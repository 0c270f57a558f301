import { describe, expect, test } from '@jest/globals';
import { mailOf } from '../../notifications/domain/mail-text.ts';
import { notificationOf } from '../../notifications/domain/notification.ts';
import { webhookOf } from '../../notifications/domain/webhook-payload.ts';
import { changeOf, type Reminder } from './reminder.ts';

const dueAt = Date.parse('2026-11-06T17:00:00+08:00');
const dayMs = 86_400_000;
const reminder = (more: Partial<Reminder> = {}): Reminder => ({
  ...{ orgUnit: '330702001-01', orgName: '演示一小', path: 'cn/33/3307/330702/330702001/330702001-01/' },
  ...{ pathNames: ['全国', '浙江省', '金华市', '婺城区', '演示街道', '演示一小'], dataset: 'campus-safety' },
  ...{ datasetName: '校园安全月报', pack: 'campus-safety', period: '2026-10', dueAt, remindAt: dueAt - 2 * dayMs },
  ...more,
});
const about = (...reminders: [Reminder, ...Reminder[]]) => {
  const [first, ...others] = reminders.map(changeOf);
  if (first === undefined) throw new Error('nobody');
  return notificationOf('mail-x', [first, ...others], (text) => text);
};

describe('a reminder', () => {
  test('is one message for one unit, period and instant, whatever else has changed', () => {
    const again = changeOf(reminder({ orgName: '改了名的小学' }));
    expect(again.id).toBe(changeOf(reminder()).id);
    const others = [{ orgUnit: 'x' }, { period: '2026-09' }, { dataset: 'canteen' }, { remindAt: dueAt + dayMs }];
    const ids = [{}, ...others].map((more) => changeOf(reminder(more)).id);
    expect(new Set(ids).size).toBe(5);
  });

  test('says by when, before the due time and after it, and where to look', () => {
    const { subject, text } = mailOf(about(reminder(), reminder({ orgUnit: 'x', orgName: '演示二小' })), 'http://c');
    expect(subject).toBe('【校脉预警】婺城区 campus-safety：催报 2');
    expect(text).toContain('演示一小 校园安全月报：请于 2026-11-06 17:00 前报送，尚未收到（2026-10）');
    expect(text).toContain('报送期限 2026-11-06 17:00');
    expect(text).toContain('http://c/?scope=330702001-01&period=2026-10');
    const late = mailOf(about(reminder({ remindAt: dueAt + dayMs })), 'http://c');
    expect(late.text).toContain('已逾期，应于 2026-11-06 17:00 前报送，请尽快补报');
  });

  test('is over after a day for receivers that wait for an end', () => {
    const { alerts } = webhookOf(about(reminder()), 'http://c');
    expect(alerts[0]).toMatchObject({
      status: 'firing',
      labels: { alertname: 'reminder@campus-safety' },
      endsAt: '2026-11-05T09:00:00.000Z',
      annotations: { change: 'reminded', alert_id: '' },
    });
  });
});
