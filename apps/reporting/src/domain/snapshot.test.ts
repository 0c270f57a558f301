import { describe, expect, test } from '@jest/globals';
import { usualPlan } from './demo-city.ts';
import { demoAsOfMs, demoFacts } from './demo-facts.ts';
import { buildData, freeze, isOwnReport, type ReportData } from './snapshot.ts';

const facts = demoFacts(usualPlan);
const data = buildData(facts);
const [section] = data.sections;
if (section === undefined) throw new Error('no section');

const byId = (id: string): ReportData['sections'][number]['indicators'][number] => {
  const found = section.indicators.find((indicator) => indicator.indicator === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

describe('the snapshot of a city', () => {
  test('states what has come of what was due', () => {
    expect(data.coverage).toEqual({ reported: 1405, expected: 1445 });
    expect(section.missing.flatMap((part) => part.units)).toHaveLength(40);
  });

  test('lists as many schools as it counts', () => {
    for (const roster of section.failing) {
      expect(roster.total).toBe(byId(roster.indicator).counts?.breached);
      expect(roster.parts.flatMap((part) => part.units)).toHaveLength(roster.total);
    }
    const schools = section.failing.flatMap((roster) =>
      roster.parts.flatMap((part) => part.units.map((unit) => unit.orgUnit)),
    );
    expect(new Set(schools).size).toBe(60);
    expect(section.atRisk.map((roster) => [roster.indicator, roster.total])).toEqual([
      ['mh-minor-protection-posts', byId('mh-minor-protection-posts').counts?.atRisk],
    ]);
  });

  test('puts the members of a group first, in the order of the group', () => {
    expect(section.indicators.slice(0, 4).map((indicator) => indicator.indicator)).toEqual(section.groups[0]?.members);
  });

  test('names the scorecard, its version and the way to trace it for every figure', () => {
    const { source } = byId('safety-guard-staffing-rate');
    expect(source).toEqual({
      orgUnit: '3307',
      dataset: 'campus-safety',
      period: '2026-11',
      version: facts.sections[0]?.card.version,
      indicator: 'safety-guard-staffing-rate',
      trace: '/api/v1/trace?orgUnit=3307&indicator=safety-guard-staffing-rate&period=2026-11',
    });
    const listed = section.failing[0]?.parts[0]?.units[0];
    expect(listed?.source).toMatchObject({ orgUnit: listed?.orgUnit, indicator: section.failing[0]?.indicator });
  });

  test('states the change on the month before with the figure it compares to', () => {
    const { onMonth, onYear } = byId('safety-closed-management-rate');
    expect(onMonth).toMatchObject({ direction: 'up', period: '2026-10', source: { period: '2026-10' } });
    expect(onYear).toBeNull();
  });

  test('an alert is overdue only while it is neither resolved nor closed', () => {
    const overdue = data.handling.open.filter((alert) => alert.overdue);
    expect(overdue.length).toBe(data.handling.overdue);
    expect(overdue.every((alert) => alert.condition === 'firing')).toBe(true);
    expect(data.handling.open.slice(0, overdue.length).every((alert) => alert.overdue)).toBe(true);
    expect(data.handling.open[0]?.member).toMatch(/^演示.区$/);
  });

  test('holds no instant of its making in its data', () => {
    const later = buildData({ ...facts, asOfMs: demoAsOfMs + 1 });
    expect(later).toEqual(data);
    expect(freeze(later, { edition: 1, asOfMs: demoAsOfMs + 1, notice: null })).not.toEqual(
      freeze(data, { edition: 1, asOfMs: demoAsOfMs, notice: null }),
    );
  });

  test('the id says kind, scope, period and edition', () => {
    expect(freeze(data, { edition: 2, asOfMs: demoAsOfMs, notice: null }).id).toBe('monthly|3307|2026-11|2');
  });
});

describe('the snapshot of a school', () => {
  test('has figures and changes, and neither ranking nor lists', () => {
    const [first] = facts.sections;
    const [unit] = first?.members[0]?.units ?? [];
    if (first === undefined || unit?.card === undefined) throw new Error('no school');
    const scope = { ...unit, path: 'cn/33/3307/330701/x/' };
    const own = buildData({ ...facts, scope, sections: [{ ...first, card: unit.card, members: [] }] }).sections[0];
    expect(own).toMatchObject({
      coverage: { reported: 1, expected: 1 },
      ranking: [],
      failing: [],
      atRisk: [],
      missing: [],
    });
    expect(own && isOwnReport(own)).toBe(true);
  });
});
