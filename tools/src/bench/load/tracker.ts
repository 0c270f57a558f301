import { createHistogram, type Histogram } from '../measure/histogram.ts';
import { createAlertWatch, type AlertWatch } from './alert-watch.ts';
import type { AlertCounts } from './command.ts';
import type { Push } from './feed.ts';

/** A rollup of the city on the stream. */
export type RollupEvent = { readonly period: string; readonly reported: number };

/** Follows every submission until its effects are on the stream. Holds only what is under way. */
export type Tracker = Pick<AlertWatch, 'onAlert'> & {
  readonly sent: (push: Push, dueMs: number) => void;
  readonly answered: (push: Push, stored: boolean) => void;
  readonly onRollup: (event: RollupEvent, nowMs: number) => void;
  /** Submissions accepted and not yet in the city's rollup. */
  readonly unrolled: () => number;
  readonly waitingAlerts: () => number;
  readonly overtakenAlerts: () => number;
  /** What is waited for: periods of the city's rollup, and org units of alerts. */
  readonly unseen: () => { readonly periods: readonly string[]; readonly orgUnits: readonly string[] };
  /** Accepted since the beginning. */
  readonly accepted: () => number;
  /** Waits no longer for what has not come: the next load must not answer for this one. */
  readonly abandon: () => void;
  readonly acceptedByPeriod: () => Readonly<Record<string, number>>;
  /** What was measured since the last time this was asked. */
  readonly take: () => { readonly alert: Histogram; readonly rollup: Histogram; readonly alerts: AlertCounts };
};

/** Of a period: how many were accepted and are in the city's rollup, and when those left that are not in it yet. */
type Period = { accepted: number; rolled: number; readonly dueMs: number[] };

// eslint-disable-next-line max-lines-per-function -- one set of counters, and each way they change is two or three lines
export function createTracker(): Tracker {
  const alerts = createAlertWatch();
  const periods = new Map<string, Period>();
  let rollup = createHistogram();
  let [accepted, rolled] = [0, 0];

  const periodOf = (text: string): Period => {
    const known = periods.get(text) ?? { accepted: 0, rolled: 0, dueMs: [] };
    periods.set(text, known);
    return known;
  };

  return {
    onAlert: alerts.onAlert,
    sent: (push, dueMs) => {
      periodOf(push.period).dueMs.push(dueMs);
      alerts.expect(push, dueMs);
    },
    answered: (push, stored) => {
      const period = periodOf(push.period);
      if (stored) {
        period.accepted += 1;
        accepted += 1;
      } else {
        period.dueMs.pop();
        alerts.forget(push);
      }
    },
    onRollup: ({ period, reported }, nowMs) => {
      const known = periodOf(period);
      if (reported <= known.rolled) return;
      for (const dueMs of known.dueMs.splice(0, reported - known.rolled)) rollup.add(nowMs - dueMs);
      rolled += reported - known.rolled;
      known.rolled = reported;
    },
    unrolled: () => Math.max(0, accepted - rolled),
    unseen: () => ({
      periods: [...periods].filter(([, period]) => period.accepted > period.rolled).map(([text]) => text),
      orgUnits: alerts.orgUnits(),
    }),
    waitingAlerts: alerts.waiting,
    overtakenAlerts: alerts.overtaken,
    accepted: () => accepted,
    abandon: () => {
      alerts.forgetAll();
      for (const period of periods.values()) {
        rolled += period.accepted - period.rolled;
        period.rolled = period.accepted;
        period.dueMs.length = 0;
      }
    },
    acceptedByPeriod: () => Object.fromEntries([...periods].map(([text, period]) => [text, period.accepted])),
    take: () => {
      const taken = { rollup, ...alerts.take() };
      rollup = createHistogram();
      return taken;
    },
  };
}
