import { describe, expect, test } from '@jest/globals';
import type { Push } from './feed.ts';
import { createTracker } from './tracker.ts';

const push = (orgUnit: string, period: string, alert?: Push['alert']): Push => {
  return { school: 0, orgUnit, period, alert, body: '' };
};

describe('following submissions to the stream', () => {
  test('a submission is waited for until the city’s rollup contains it', () => {
    const tracker = createTracker();
    for (const [orgUnit, dueMs] of [
      ['a', 0],
      ['b', 10],
      ['c', 20],
    ] as const) {
      tracker.sent(push(orgUnit, '1900-01'), dueMs);
      tracker.answered(push(orgUnit, '1900-01'), true);
    }
    tracker.onRollup({ period: '1900-01', reported: 2 }, 100);
    expect(tracker.unrolled()).toBe(1);
    tracker.onRollup({ period: '1900-01', reported: 1 }, 110); // an old one says nothing
    tracker.onRollup({ period: '1900-01', reported: 3 }, 120);
    expect(tracker.unrolled()).toBe(0);
    const { rollup } = tracker.take();
    expect(rollup.summary()).toMatchObject({ n: 3, max: 100 });
  });

  test('what is waited for can be named, to be read again', () => {
    const tracker = createTracker();
    for (const [orgUnit, period] of [
      ['a', '1900-01'],
      ['b', '1900-02'],
    ] as const) {
      tracker.sent(push(orgUnit, period, 'firing'), 0);
      tracker.answered(push(orgUnit, period, 'firing'), true);
    }
    tracker.onRollup({ period: '1900-01', reported: 1 }, 5);
    tracker.onAlert({ orgUnit: 'b', period: '1900-02', condition: 'firing' }, 6);
    expect(tracker.unseen()).toEqual({ periods: ['1900-02'], orgUnits: ['a'] });
  });

  test('what was turned away is waited for no longer', () => {
    const tracker = createTracker();
    const refused = push('a', '1900-01', 'firing');
    tracker.sent(refused, 0);
    expect(tracker.waitingAlerts()).toBe(1);
    tracker.answered(refused, false);
    expect([tracker.unrolled(), tracker.waitingAlerts(), tracker.acceptedByPeriod()]).toEqual([0, 0, { '1900-01': 0 }]);
  });

  test('a breach is measured to its own alert, its end is only awaited', () => {
    const tracker = createTracker();
    tracker.sent(push('a', '1900-01', 'firing'), 5);
    tracker.onAlert({ orgUnit: 'b', period: '1900-01', condition: 'firing' }, 10);
    tracker.onAlert({ orgUnit: 'a', period: '1900-01', condition: 'firing' }, 30);
    tracker.sent(push('a', '1900-02', 'resolved'), 40);
    tracker.onAlert({ orgUnit: 'a', period: '1900-01', condition: 'firing' }, 50);
    expect(tracker.waitingAlerts()).toBe(1);
    tracker.onAlert({ orgUnit: 'a', period: '1900-02', condition: 'resolved' }, 60);
    const { alert, alerts } = tracker.take();
    expect(alert.summary()).toMatchObject({ n: 1, max: 25 });
    expect(alerts).toEqual({ seen: 2, merged: 0, missing: 0, overtaken: 0, examples: [] });
  });

  test('an alert that opened and ended in one step is counted as merged', () => {
    const tracker = createTracker();
    tracker.sent(push('a', '1900-01', 'firing'), 0);
    tracker.sent(push('a', '1900-02', 'resolved'), 1);
    tracker.onAlert({ orgUnit: 'a', period: '1900-02', condition: 'resolved' }, 9);
    expect(tracker.take().alerts).toEqual({ seen: 1, merged: 1, missing: 0, overtaken: 0, examples: [] });
  });

  test('a breach whose end was pushed before its alert came may have been overtaken, and both need not come', () => {
    const tracker = createTracker();
    tracker.sent(push('a', '1900-01', 'firing'), 0);
    expect(tracker.waitingAlerts()).toBe(1);
    tracker.sent(push('a', '1900-02', 'resolved'), 1);
    tracker.sent(push('b', '1900-02', 'resolved'), 2);
    expect([tracker.waitingAlerts(), tracker.overtakenAlerts()]).toEqual([1, 2]);
    expect(tracker.take().alerts).toMatchObject({ missing: 1, overtaken: 2, examples: ['b 1900-02 resolved'] });
  });

  test('what never came is missing once, not in the next load again', () => {
    const tracker = createTracker();
    tracker.sent(push('a', '1900-01', 'firing'), 0);
    tracker.answered(push('a', '1900-01', 'firing'), true);
    expect(tracker.take().alerts).toMatchObject({ missing: 1, examples: ['a 1900-01 firing'] });
    tracker.abandon();
    expect([tracker.unrolled(), tracker.waitingAlerts(), tracker.take().alerts.missing]).toEqual([0, 0, 0]);
  });
});
