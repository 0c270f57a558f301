import { demoCity, demoMembers, rollUp, type CityPlan } from './demo-city.ts';
import type { AlertFact, CardItem, HandlingFacts, Member, SectionFacts, UnitCard } from './facts.ts';
import type { ReportFacts } from './snapshot.ts';

const receivedAtMs = Date.parse('2026-11-28T02:10:00.000Z');

export function demoSection(plan: CityPlan): SectionFacts {
  const members = demoMembers(plan);
  const card = rollUp(
    members.flatMap((member) => member.units),
    plan.period,
  );
  const before = demoMembers({ ...plan, period: '2026-10', failing: plan.failing + 11, missing: plan.missing + 3 });
  const monthBefore = rollUp(
    before.flatMap((member) => member.units),
    '2026-10',
  );
  return { datasetName: '校园安全月报', card, monthBefore, yearBefore: undefined, members };
}

const handlings = ['new', 'acknowledged', 'assigned', 'rectifying', 'in-review'] as const;

function alertOf(unit: UnitCard, item: CardItem, n: number): AlertFact {
  return {
    id: `${unit.orgUnit}:${item.indicator}:1`,
    orgUnit: unit.orgUnit,
    orgName: unit.name,
    pathNames: ['全国', '演示省', '演示市', `演示${unit.name.slice(0, 2)}`, unit.name],
    indicator: item.indicator,
    indicatorName: item.name,
    period: '2026-11',
    severity: item.indicator.includes('linked') ? 'major' : 'critical',
    condition: n % 11 === 0 ? 'resolved' : 'firing',
    handling: handlings[n % 5] ?? 'new',
    openedAtMs: receivedAtMs + n * 1000,
    deadlineMs: receivedAtMs + (n % 7) * 86_400_000,
    assignee: n % 5 < 2 ? '' : '演示值班员',
    figure: item.figure,
    unit: item.unit,
    version: 1 + (n % 5),
  };
}

export function demoHandling(members: readonly Member[], asOfMs: number): HandlingFacts {
  const breached = members
    .flatMap((member) => member.units)
    .flatMap((unit) =>
      (unit.card?.items ?? []).filter((item) => item.verdict === 'breached').map((item) => ({ unit, item })),
    );
  const open = breached.map(({ unit, item }, n) => alertOf(unit, item, n));
  return {
    fromMs: Date.parse('2026-10-31T16:00:00.000Z'),
    opened: open.length + 31,
    resolved: 27,
    closed: 19,
    stillFiring: open.filter((alert) => alert.condition === 'firing').length,
    unacknowledged: open.filter((alert) => alert.handling === 'new').length,
    overdue: open.filter((alert) => alert.condition !== 'resolved' && alert.deadlineMs < asOfMs).length,
    open,
  };
}

export const demoAsOfMs: number = Date.parse('2026-12-01T01:30:00.000Z');

/** Everything a report of the city is made of. */
export function demoFacts(plan: CityPlan): ReportFacts {
  const section = demoSection(plan);
  return {
    scope: demoCity,
    period: { text: plan.period, start: '2026-11-01', end: '2026-11-30' },
    catalogueVersion: 3,
    sections: [section],
    handling: demoHandling(section.members, demoAsOfMs),
    asOfMs: demoAsOfMs,
  };
}
