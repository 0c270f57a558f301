import type { Change } from './change.ts';

// What the tests of this noun start from.

/** Tuesday 24 November 2026, 10:00 in Shanghai. */
export const tuesday: number = Date.parse('2026-11-24T10:00:00+08:00');

export function aChange(change: Partial<Change> = {}): Change {
  const orgUnit = change.orgUnit ?? '330702001-01';
  return {
    ...{ id: `${orgUnit}:guard-rate:1#1`, kind: 'opened', at: tuesday, by: 'system', note: '3/4 = 75%，低于目标 100%' },
    ...{
      alertId: `${orgUnit}:guard-rate:1`,
      orgUnit,
      orgName: '演示一小',
      path: `cn/33/3307/330702/330702001/${orgUnit}/`,
    },
    ...{ pathNames: ['全国', '浙江省', '金华市', '婺城区', '演示街道', '演示一小'], indicator: 'guard-rate' },
    ...{
      indicatorName: '专职保安配备率',
      pack: 'safety',
      severity: 'critical',
      condition: 'firing',
      period: '2026-11',
    },
    ...{ reason: '3/4 = 75%，低于目标 100%', openedAt: tuesday, resolvedAt: 0, deadline: tuesday + 86_400_000 },
    ...change,
  };
}

export const manyChanges = (count: number, change: Partial<Change> = {}): readonly Change[] =>
  Array.from({ length: count }, (_, index) => aChange({ id: `a${index}:guard-rate:1#1`, ...change }));
