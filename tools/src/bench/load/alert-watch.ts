import { createHistogram, type Histogram } from '../measure/histogram.ts';
import type { AlertCounts } from './command.ts';
import type { Push } from './feed.ts';

/** An alert on the stream. */
export type AlertEvent = { readonly orgUnit: string; readonly period: string; readonly condition: string };

/** Waits for the alert of each push that must have one. */
export type AlertWatch = {
  readonly expect: (push: Push, dueMs: number) => void;
  readonly forget: (push: Push) => void;
  readonly forgetAll: () => void;
  readonly onAlert: (event: AlertEvent, nowMs: number) => void;
  /** Those that must still come; without those that may be overtaken: a breach and its end, neither of them seen. */
  readonly waiting: () => number;
  readonly overtaken: () => number;
  /** Of whom alerts are waited for. */
  readonly orgUnits: () => readonly string[];
  /** What was measured since the last time this was asked. */
  readonly take: () => { readonly alert: Histogram; readonly alerts: AlertCounts };
};

type Waiting = { readonly period: string; readonly alert: 'firing' | 'resolved'; readonly dueMs: number };

const mostExamples = 5;

/** Whether one of an org unit's is a breach whose end is awaited too, or that end. */
function isOvertaken({ alert }: Waiting, at: number, own: readonly Waiting[]): boolean {
  return alert === 'firing' ? own[at + 1]?.alert === 'resolved' : own[at - 1]?.alert === 'firing';
}

type Awaited = { readonly orgUnit: string; readonly one: Waiting; readonly overtaken: boolean };

const awaited = (byOrgUnit: ReadonlyMap<string, readonly Waiting[]>): readonly Awaited[] =>
  [...byOrgUnit].flatMap(([orgUnit, own]) =>
    own.map((one, at) => ({ orgUnit, one, overtaken: isOvertaken(one, at, own) })),
  );

/** What an event on the stream means for one alert that is waited for. */
function fateOf(one: Waiting, { period, condition }: AlertEvent): 'waiting' | 'seen' | 'merged' {
  if (one.period < period) return 'merged';
  return one.period === period && one.alert === condition ? 'seen' : 'waiting';
}

// eslint-disable-next-line max-lines-per-function -- one set of counters, and each way they change is two or three lines
export function createAlertWatch(): AlertWatch {
  const byOrgUnit = new Map<string, readonly Waiting[]>();
  let alert = createHistogram();
  let [seen, merged] = [0, 0];

  const keep = (orgUnit: string, rest: readonly Waiting[]): void => {
    if (rest.length === 0) byOrgUnit.delete(orgUnit);
    else byOrgUnit.set(orgUnit, rest);
  };

  const isWaiting = (one: Waiting, event: AlertEvent, nowMs: number): boolean => {
    const fate = fateOf(one, event);
    seen += Number(fate === 'seen');
    merged += Number(fate === 'merged');
    if (fate === 'seen' && one.alert === 'firing') alert.add(nowMs - one.dueMs);
    return fate === 'waiting';
  };

  return {
    expect: ({ orgUnit, period, alert: expected }, dueMs) => {
      if (expected !== undefined)
        keep(orgUnit, [...(byOrgUnit.get(orgUnit) ?? []), { period, alert: expected, dueMs }]);
    },
    forget: ({ orgUnit, period }) => {
      keep(
        orgUnit,
        (byOrgUnit.get(orgUnit) ?? []).filter((one) => one.period !== period),
      );
    },
    forgetAll: () => {
      byOrgUnit.clear();
    },
    onAlert: (event, nowMs) => {
      const own = byOrgUnit.get(event.orgUnit);
      if (own !== undefined)
        keep(
          event.orgUnit,
          own.filter((one) => isWaiting(one, event, nowMs)),
        );
    },
    waiting: () => awaited(byOrgUnit).filter(({ overtaken }) => !overtaken).length,
    overtaken: () => awaited(byOrgUnit).filter(({ overtaken }) => overtaken).length,
    orgUnits: () => [...byOrgUnit.keys()],
    take: () => {
      const all = awaited(byOrgUnit);
      const missing = all.filter(({ overtaken }) => !overtaken);
      const examples = missing
        .slice(0, mostExamples)
        .map(({ orgUnit, one }) => `${orgUnit} ${one.period} ${one.alert}`);
      const counts = { seen, merged, missing: missing.length, overtaken: all.length - missing.length, examples };
      const taken = { alert, alerts: counts };
      [alert, seen, merged] = [createHistogram(), 0, 0];
      return taken;
    },
  };
}
