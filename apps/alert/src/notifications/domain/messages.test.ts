import { describe, expect, test } from '@jest/globals';
import { aChange, tuesday } from './examples.ts';
import { fingerprint } from './fingerprint.ts';
import { mailOf } from './mail-text.ts';
import { notificationOf, type Notification } from './notification.ts';
import { webhookOf } from './webhook-payload.ts';

const digest = (text: string): string => `id(${text.replaceAll('\n', ' ')})`;
const opened = aChange();
const resolved = aChange({
  id: '330702001-01:guard-rate:1#2',
  kind: 'resolved',
  condition: 'resolved',
  at: tuesday + 60_000,
  resolvedAt: tuesday + 60_000,
  reason: '4/4 = 100%，达到目标 100%',
  note: '4/4 = 100%，达到目标 100%',
});
const other = aChange({ orgUnit: '330702001-02', orgName: '演示二小', severity: 'notice', at: tuesday + 1 });
const about = (...changes: [typeof opened, ...(typeof opened)[]]): Notification =>
  notificationOf('webhook-1', changes, digest);

describe('the id of a notification', () => {
  test('names the receiver and the changes, whatever their order', () => {
    expect(about(opened, resolved).id).toBe(about(resolved, opened).id);
    expect(about(opened).id).not.toBe(about(opened, resolved).id);
    expect(about(opened).id).not.toBe(notificationOf('webhook-2', [opened], digest).id);
  });
});

describe('the fingerprint', () => {
  test.each([
    [{ alertname: 'GuardRate', school: 'S001', severity: 'critical' }, 'f532fe9c9724a403'],
    [{ severity: 'warning', school: 'S001', alertname: 'FireInspectionRate' }, '089b8b350123fbd3'],
  ])('is that of Alertmanager for %p', (labels, expected) => {
    expect(fingerprint(labels)).toBe(expected);
  });
});

describe('the webhook', () => {
  test('is version 4 with every field its receivers read', () => {
    const labels = {
      alertname: 'guard-rate',
      district: '330702',
      org_name: '演示一小',
      org_unit: '330702001-01',
      pack: 'safety',
      severity: 'critical',
    };
    expect(webhookOf(about(opened), 'http://console')).toEqual({
      version: '4',
      groupKey: '{}:{district="330702", pack="safety"}',
      truncatedAlerts: 0,
      receiver: 'webhook-1',
      status: 'firing',
      groupLabels: { district: '330702', pack: 'safety' },
      commonLabels: labels,
      commonAnnotations: expect.objectContaining({ change: 'opened', alert_id: '330702001-01:guard-rate:1' }),
      externalURL: 'http://console',
      alerts: [
        {
          status: 'firing',
          labels,
          annotations: {
            summary: '【新增】演示一小 专职保安配备率：3/4 = 75%，低于目标 100%（2026-11）',
            description:
              '特别严重；全国 › 浙江省 › 金华市 › 婺城区 › 演示街道 › 演示一小；3/4 = 75%，低于目标 100%；整改期限 2026-11-25 10:00',
            alert_id: '330702001-01:guard-rate:1',
            change: 'opened',
            period: '2026-11',
          },
          startsAt: '2026-11-24T02:00:00.000Z',
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: 'http://console/alerts/330702001-01%3Aguard-rate%3A1',
          fingerprint: fingerprint(labels),
        },
      ],
    });
  });

  test('keeps the fingerprint from firing to resolved and ends the alert', () => {
    const [first, second] = webhookOf(about(resolved, opened), 'http://console').alerts;
    expect([first?.status, second?.status]).toEqual(['firing', 'resolved']);
    expect(second).toMatchObject({ fingerprint: first?.fingerprint, endsAt: '2026-11-24T02:01:00.000Z' });
  });

  test('is resolved when nothing in it fires', () => {
    expect(webhookOf(about(resolved), 'http://console').status).toBe('resolved');
    expect(webhookOf(about(resolved, other), 'http://console').status).toBe('firing');
  });

  test('has in common only what all alerts share', () => {
    expect(webhookOf(about(opened, other), 'http://console').commonLabels).toEqual({
      alertname: 'guard-rate',
      district: '330702',
      pack: 'safety',
    });
  });
});

describe('the mail', () => {
  test('says in one line what happened and then each change with its figures, deadline and address', () => {
    const { subject, text } = mailOf(about(resolved, opened), 'http://console');
    expect(subject).toBe('【校脉预警】婺城区 safety：新增 1，恢复 1');
    expect(text).toBe(
      [
        '婺城区 safety：新增 1，恢复 1',
        '',
        '【新增 opened】特别严重  演示一小 专职保安配备率：3/4 = 75%，低于目标 100%（2026-11）',
        '  开始 2026-11-24 10:00，整改期限 2026-11-25 10:00，变化 2026-11-24 10:00',
        '  http://console/alerts/330702001-01%3Aguard-rate%3A1',
        '',
        '【恢复 resolved】特别严重  演示一小 专职保安配备率：4/4 = 100%，达到目标 100%（2026-11）',
        '  开始 2026-11-24 10:00，变化 2026-11-24 10:01',
        '  http://console/alerts/330702001-01%3Aguard-rate%3A1',
        '',
        '时间均为北京时间。Times are Asia/Shanghai.',
      ].join('\n'),
    );
  });

  test('never breaks its subject over lines', () => {
    const { subject } = mailOf(about(aChange({ pack: 'safety\r\nBcc: everybody@example.cn' })), 'http://console');
    expect(subject).not.toMatch(/[\r\n]/);
  });

  test('carries what a person wrote', () => {
    expect(mailOf(about(aChange({ kind: 'closed', note: '已复盘' })), 'http://console').text).toContain('\n  已复盘\n');
  });
});
