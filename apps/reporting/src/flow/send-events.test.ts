import { describe, expect, test } from '@jest/globals';
import type { FrozenReport, Report } from '../domain/report.ts';
import { memoryReportStore } from './memory-report-store.ts';
import { eventSending } from './send-events.ts';

const report = (edition: number): FrozenReport => ({
  id: `monthly|3307|2026-11|${edition}`,
  kind: 'monthly',
  scope: '3307',
  scopeName: '演示市',
  path: 'cn/33/3307/',
  period: '2026-11',
  edition,
  asOfMs: 1,
  createdAtMs: edition,
  createdBy: '演示领导',
  sha256: '',
  dataSha256: '',
  reported: 1,
  expected: 1,
  state: 'published',
  json: '{}',
});

const nowhere = (): void => undefined;

describe('events of reports', () => {
  test('each is sent once and taken off', async () => {
    const reports = memoryReportStore();
    const sent: string[] = [];
    const send = eventSending(
      reports,
      (batch) => {
        sent.push(...batch.map(({ id }) => id));
        return Promise.resolve();
      },
      nowhere,
    );
    await reports.insert(report(1));
    await reports.insert(report(2));
    expect(await send()).toBe(2);
    expect(await send()).toBe(0);
    expect(sent).toEqual(['monthly|3307|2026-11|1', 'monthly|3307|2026-11|2']);
  });

  test('what could not be sent stays and goes with the next round', async () => {
    const reports = memoryReportStore();
    let broken = true;
    const sent: Report[] = [];
    const send = eventSending(
      reports,
      (batch) => {
        if (broken) return Promise.reject(new Error('brokers away'));
        sent.push(...batch);
        return Promise.resolve();
      },
      nowhere,
    );
    await reports.insert(report(1));
    await expect(send()).rejects.toThrow('brokers away');
    broken = false;
    expect(await send()).toBe(1);
    expect(sent).toHaveLength(1);
  });

  test.each(['report-stored', 'report-published'])('after a crash at %s nothing is lost', async (place) => {
    const reports = memoryReportStore();
    const sent: string[] = [];
    const publish = (batch: readonly Report[]): Promise<void> => {
      sent.push(...batch.map(({ id }) => id));
      return Promise.resolve();
    };
    await reports.insert(report(1));
    const dying = eventSending(reports, publish, (name) => {
      if (name === place) throw new Error('killed');
    });
    await expect(dying()).rejects.toThrow('killed');
    await eventSending(reports, publish, nowhere)();
    expect(new Set(sent)).toEqual(new Set(['monthly|3307|2026-11|1']));
    expect(await reports.unsent(10)).toEqual([]);
  });
});
