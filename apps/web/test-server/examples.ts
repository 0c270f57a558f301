import type { Alert } from '@xiaomai/gateway-api/alert';
import type { Scorecard, ScorecardItem, UnitScorecard } from '@xiaomai/gateway-api/scorecard';
import { alertOf, withoutTimeline } from './alerts.ts';
import { groups } from './city/figures.ts';
import { unitOf } from './city/tree.ts';

/** Small pieces for tests: whole by default, changed where a test says so. */
export function anAlert(change: Partial<Alert> = {}): Alert {
  const school = unitOf('330701001-01');
  const [group] = groups;
  if (school === undefined || group === undefined) throw new Error('the demonstration city has lost its first school');
  const at = Date.parse('2026-11-20T02:00:00.000Z');
  const alert = alertOf({ school, group, indicator: 'safety-guardian-post-rate', period: '2026-11', at });
  return { ...withoutTimeline(alert), overdue: false, ...change };
}

export const anItem = (change: Partial<ScorecardItem> = {}): ScorecardItem => ({
  indicator: 'safety-guardian-post-rate',
  name: '护学岗配备率',
  pack: 'campus-safety',
  unit: 'percent',
  targetId: 'safety-guardian-post-rate@1',
  severity: 'critical',
  verdict: 'met',
  value: '100',
  numerator: 3,
  denominator: 3,
  target: '100',
  comparator: 'equals',
  gap: '0',
  reason: '3/3（100%），达到目标 =100%',
  ...change,
});

type Tally = { readonly met: number; readonly judged: number };

export function aScorecard({ met, judged }: Tally, change: Partial<Scorecard> = {}): Scorecard {
  const verdict = judged === 0 ? 'no-data' : met === judged ? 'met' : 'breached';
  return {
    dataset: 'campus-safety',
    period: '2026-11',
    version: 1,
    receivedAt: null,
    judgedAt: null,
    coverage: { reported: judged, expected: judged + 1 },
    items: [anItem()],
    groups: [{ group: 'four-100', name: '4个100%', verdict, members: ['safety-guardian-post-rate'], met, judged }],
    ...change,
  };
}

export const aUnit = (orgUnit: string, scorecard: Scorecard | null, type = 'district'): UnitScorecard => ({
  orgUnit,
  name: `演示${orgUnit}`,
  type,
  scorecard,
});
