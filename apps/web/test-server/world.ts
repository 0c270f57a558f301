import type { AlertDetail } from '@xiaomai/gateway-api/alert';
import type { HazardDetail } from '@xiaomai/gateway-api/hazard';
import type { OrgTreeChange } from '@xiaomai/gateway-api/org-unit-command';
import type { DecidedPeriod } from '@xiaomai/gateway-api/period';
import type { Report } from '@xiaomai/gateway-api/report';
import { monthAt } from '../src/format/month.ts';
import { acted, alertOf, recovered, withoutTimeline, type Act, type Refusal } from './alerts.ts';
import { createEvents, type Events } from './events.ts';
import { groups, type DemoGroup } from './city/figures.ts';
import { createIntake, type Intake } from './city/intake.ts';
import { openHazards } from './acting/hazards.ts';
import { scorecardOf } from './city/scorecards.ts';
import { lineageOf, schoolsBelow, unitOf } from './city/tree.ts';

/** The whole pretended platform: what schools said, what became of it, and who is listening. */
export type World = {
  readonly intake: Intake;
  readonly events: Events;
  readonly alerts: Map<string, AlertDetail>;
  readonly reports: Report[];
  readonly hazards: Map<string, HazardDetail>;
  readonly decided: DecidedPeriod[];
  /** Newest first. */
  readonly changes: OrgTreeChange[];
  readonly period: string;
  readonly say: (school: string, indicator: string, value: 0 | 1) => void;
  readonly act: (id: string, act: Act) => AlertDetail | Refusal;
};

type Said = { readonly school: string; readonly indicator: string; readonly value: 0 | 1 };

function openAlerts(intake: Intake, period: string): Map<string, AlertDetail> {
  const found = schoolsBelow('cn/').flatMap((school) =>
    groups.flatMap((group) => {
      const submission = intake.newest(school.id, group, period);
      const missed = group.members.filter(({ id }) => submission?.values.get(id) === 0);
      return missed.map(({ id }) => alertOf({ school, group, indicator: id, period, at: submission?.receivedAt ?? 0 }));
    }),
  );
  return new Map(found.map((alert, index) => [alert.id, age(alert, index)]));
}

const by = '演示监测员';
const work: readonly Omit<Act, 'ifMatch'>[] = [
  { by, verb: 'acknowledge', command: {} },
  { by, verb: 'assign', command: { assignee: '演示责任人', note: '请一周内整改' } },
  { by, verb: 'start', command: {} },
  { by, verb: 'submit', command: { note: '已完成整改，附照片', links: ['https://example.org/evidence/1'] } },
];

/** Some alerts of the start are already being worked on, so that every state can be seen. */
function age(alert: AlertDetail, index: number): AlertDetail {
  return work.slice(0, (index * 3) % 5).reduce((current, act, step) => {
    const at = Date.parse(alert.openedAt) + 3_600_000 * (step + 1);
    const next = acted(current, { ...act, ifMatch: current.etag }, at);
    return 'timeline' in next ? next : current;
  }, alert);
}

function tellScorecards(world: World, group: DemoGroup, school: string): void {
  const unit = unitOf(school);
  if (unit === undefined) return;
  for (const above of lineageOf(unit).slice(1, -1)) {
    const {
      groups: [view],
      items,
      ...card
    } = scorecardOf(world.intake, above, { group, period: world.period });
    world.events.send('scorecard', {
      orgUnit: above.id,
      parent: above.parent,
      dataset: card.dataset,
      period: card.period,
      version: card.version,
      reported: card.coverage.reported,
      receivedAt: card.receivedAt,
      judgedAt: card.judgedAt,
      items: items.map(({ indicator, verdict, value, targetId, units }) => ({
        indicator,
        verdict,
        value,
        targetId,
        units,
      })),
      groups: [{ group: view?.group, verdict: view?.verdict, met: view?.met, judged: view?.judged }],
    });
  }
}

function put(world: World, alert: AlertDetail): void {
  world.alerts.set(alert.id, alert);
  world.events.send('alert', { ...withoutTimeline(alert), kind: alert.timeline.at(-1)?.kind ?? 'updated' });
}

function alertAfter(world: World, { school, indicator, value }: Said, group: DemoGroup): AlertDetail | undefined {
  const known = world.alerts.get(`${school}:${indicator}:1`);
  const unit = unitOf(school);
  if (value === 1) return known?.condition === 'firing' ? recovered(known, Date.now()) : undefined;
  if (unit === undefined || known?.condition === 'firing') return undefined;
  return alertOf({ school: unit, group, indicator, period: world.period, at: Date.now() });
}

function hear(world: World, said: Said): void {
  const group = groups.find(({ members }) => members.some(({ id }) => id === said.indicator));
  if (group === undefined) return;
  const values = { [said.indicator]: said.value };
  world.intake.push({ school: said.school, group, period: world.period, values, at: Date.now() });
  tellScorecards(world, group, said.school);
  const alert = alertAfter(world, said, group);
  if (alert !== undefined) put(world, alert);
}

export function createWorld(): World {
  const intake = createIntake();
  const period = monthAt(Date.now());
  const world: World = {
    intake,
    period,
    events: createEvents(),
    alerts: openAlerts(intake, period),
    reports: [],
    hazards: openHazards(),
    decided: [],
    changes: [],
    say: (school, indicator, value) => hear(world, { school, indicator, value }),
    act: (id, act) => {
      const alert = world.alerts.get(id);
      if (alert === undefined) return { status: 404, detail: '预警不存在' };
      const next = acted(alert, act, Date.now());
      if ('timeline' in next) put(world, next);
      return next;
    },
  };
  return world;
}
