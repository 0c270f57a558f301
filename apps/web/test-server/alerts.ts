import type { Alert, AlertCommand, AlertDetail, AlertVerb, Handling, TimelineEntry } from '@xiaomai/gateway-api/alert';
import type { OrgUnit } from '@xiaomai/gateway-api/org-unit';
import type { DemoGroup } from './city/figures.ts';
import { lineageOf } from './city/tree.ts';

export type Refusal = { readonly status: 404 | 409 | 412 | 422; readonly detail: string };

type Step = { readonly from: readonly Handling[]; readonly to?: Handling; readonly kind: string; readonly ends?: true };

const open: readonly Handling[] = ['new', 'acknowledged', 'assigned', 'rectifying', 'in-review'];

const steps: Record<AlertVerb, Step> = {
  acknowledge: { from: ['new'], to: 'acknowledged', kind: 'acknowledged' },
  assign: { from: ['new', 'acknowledged', 'assigned', 'rectifying'], to: 'assigned', kind: 'assigned' },
  start: { from: ['acknowledged', 'assigned'], to: 'rectifying', kind: 'started' },
  submit: { from: ['rectifying'], to: 'in-review', kind: 'submitted' },
  approve: { from: ['in-review'], to: 'closed', kind: 'approved', ends: true },
  return: { from: ['in-review'], to: 'rectifying', kind: 'returned' },
  close: { from: open, to: 'closed', kind: 'closed', ends: true },
  reopen: { from: ['closed'], to: 'new', kind: 'reopened' },
  comment: { from: [...open, 'closed'], kind: 'commented' },
};

const instant = (at: number): string => new Date(at).toISOString();
const dayMs = 86_400_000;

export type Breach = {
  readonly school: OrgUnit;
  readonly group: DemoGroup;
  readonly indicator: string;
  readonly period: string;
  readonly at: number;
};

export function alertOf({ school, group, indicator, period, at }: Breach): AlertDetail {
  const name = group.members.find(({ id }) => id === indicator)?.nameZh ?? indicator;
  const deadline = at + 7 * dayMs;
  return {
    id: `${school.id}:${indicator}:1`,
    orgUnit: school.id,
    orgName: school.nameZh,
    pathNames: lineageOf(school).map(({ nameZh }) => nameZh),
    indicator,
    indicatorName: name,
    pack: group.pack,
    dataset: group.dataset,
    period,
    severity: group.pack === 'canteen' ? 'warning' : 'critical',
    condition: 'firing',
    handling: 'new',
    suppressedBy: [],
    openedAt: instant(at),
    resolvedAt: null,
    closedAt: null,
    deadline: instant(deadline),
    overdue: deadline < Date.now(),
    assignee: null,
    value: '0',
    numerator: 0,
    denominator: 1,
    unit: 'percent',
    comparator: 'equals',
    target: '100',
    gap: '-100',
    reason: '0/1（0%），未达到目标 =100%',
    endedBecause: null,
    unitClosed: false,
    receivedAt: instant(at - 40),
    version: 1,
    etag: '"1"',
    timeline: [{ at: instant(at), by: 'system', kind: 'opened', note: '0/1（0%），未达到目标 =100%', links: [] }],
  };
}

function refusalOf(alert: Alert, step: Step, ifMatch: string | undefined): Refusal | undefined {
  if (step.to !== undefined && ifMatch !== alert.etag) return { status: 412, detail: '处置状态已被他人更新' };
  if (!step.from.includes(alert.handling))
    return { status: 409, detail: `处置状态为 ${alert.handling}，不能执行此操作` };
  if (step.ends === true && alert.condition === 'firing')
    return { status: 409, detail: '预警仍在触发，数据恢复后方可销号' };
  return undefined;
}

export type Act = {
  readonly verb: AlertVerb;
  readonly command: AlertCommand;
  readonly by: string;
  readonly ifMatch: string | undefined;
};

/** What a person's command makes of an alert, by the rules of the alert service. */
export function acted(alert: AlertDetail, { verb, command, by, ifMatch }: Act, at: number): AlertDetail | Refusal {
  const step = steps[verb];
  const refusal = refusalOf(alert, step, ifMatch);
  if (refusal !== undefined) return refusal;
  const entry: TimelineEntry = {
    at: instant(at),
    by,
    kind: step.kind,
    note: command.note ?? '',
    links: command.links ?? [],
  };
  const handling = step.to ?? alert.handling;
  return {
    ...alert,
    handling,
    assignee: command.assignee ?? alert.assignee,
    closedAt: handling === 'closed' ? instant(at) : null,
    version: alert.version + 1,
    etag: step.to === undefined ? alert.etag : `"${Number(alert.etag.replaceAll('"', '')) + 1}"`,
    timeline: [...alert.timeline, entry],
  };
}

export function recovered(alert: AlertDetail, at: number): AlertDetail {
  const note = '1/1（100%），达到目标 =100%';
  return {
    ...alert,
    condition: 'resolved',
    resolvedAt: instant(at),
    numerator: 1,
    value: '100',
    gap: '0',
    reason: note,
    endedBecause: 'corrected',
    overdue: false,
    version: alert.version + 1,
    timeline: [...alert.timeline, { at: instant(at), by: 'system', kind: 'resolved', note, links: [] }],
  };
}

export const withoutTimeline = ({ timeline: _, ...alert }: AlertDetail): Alert => alert;
