import { demoCity } from '../seed/demo-city.ts';
import { demoMonths, safetyDataset } from '../seed/demo-months.ts';
import { until } from '../process/until.ts';
import { publicUrl, type ServicesPlan } from './services.ts';

type Alert = {
  readonly orgName: string;
  readonly indicatorName: string;
  readonly period: string;
  readonly severity: 'notice' | 'warning' | 'major' | 'critical';
  readonly numerator?: number;
  readonly denominator?: number;
  readonly value: string | null;
  readonly comparator: string | null;
  readonly target: string | null;
};
type AlertPage = { readonly items: readonly Alert[]; readonly next: string | null };
type Group = { readonly name: string; readonly met?: number; readonly judged?: number };
type Scorecard = {
  readonly dataset: string;
  readonly coverage: { readonly reported: number; readonly expected: number };
  readonly groups: readonly Group[];
};
type Due = { readonly dueAt: string; readonly expected: number };
type Ask = <T>(path: string) => Promise<T>;

const city = '3307';
const cityName = '金华市';
const settleMs = 20_000;
const signs: Readonly<Record<string, string>> = {
  'at-least': '≥',
  'at-most': '≤',
  above: '>',
  below: '<',
  equals: '=',
  zero: '=',
};
const severities = { critical: '特别严重', major: '严重', warning: '一般', notice: '提示' };

function asker(plan: ServicesPlan): Ask {
  const leader = plan.secrets.users.find(({ orgUnit }) => orgUnit === city);
  const headers = { authorization: `Bearer ${leader?.token ?? ''}`, 'accept-language': 'zh-CN' };
  return async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${publicUrl(plan.ports)}/api/v1/${path}`, { headers });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)}`);
    return (await answer.json()) as T;
  };
}

async function firingAlerts(ask: Ask): Promise<readonly Alert[]> {
  const all: Alert[] = [];
  let next: string | null = '';
  while (next !== null) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page: AlertPage = await ask<AlertPage>(`alerts?orgUnit=${city}&condition=firing&limit=500${cursor}`);
    all.push(...page.items);
    next = page.next;
  }
  return all;
}

type Shown = { readonly alerts: readonly Alert[]; readonly card: Scorecard | undefined };

async function look(ask: Ask, period: string): Promise<Shown> {
  const alerts = await firingAlerts(ask);
  const page = await ask<{ readonly scorecards: readonly Scorecard[] }>(`scorecards/${city}?period=${period}`);
  return { alerts, card: page.scorecards.find(({ dataset }) => dataset === safetyDataset) };
}

const isSame = (a: Shown, b: Shown): boolean =>
  a.alerts.length === b.alerts.length && a.card?.coverage.reported === b.card?.coverage.reported;

/** What is there once it changes no more: judging and adding up go on after the last figure was accepted. */
async function lookWhenSettled(ask: Ask, period: string): Promise<Shown> {
  let shown: Shown = { alerts: [], card: undefined };
  const isSettled = async (): Promise<boolean> => {
    const before = shown;
    shown = await look(ask, period).catch(() => before); // a busy machine: ask again
    return isSame(before, shown) && (shown.card?.coverage.reported ?? 0) > 0;
  };
  await until(isSettled, settleMs, 1000);
  return shown;
}

function alertLines(alerts: readonly Alert[]): readonly string[] {
  const counts = Object.entries(severities).map(
    ([key, name]) => [name, alerts.filter((a) => a.severity === key).length] as const,
  );
  const bySeverity = counts.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${String(count)}`);
  const [one] = alerts;
  if (one === undefined) return ['没有正在发生的预警 no alert is firing'];
  const figure =
    one.denominator === undefined ? (one.value ?? '') : `${String(one.numerator)}/${String(one.denominator)}`;
  const target = `${signs[one.comparator ?? ''] ?? one.comparator ?? ''} ${one.target ?? ''}`;
  return [
    `正在发生的预警 alerts firing: ${String(alerts.length)}（${bySeverity.join('、')}）`,
    `例如 for example: ${one.orgName} · ${one.indicatorName} · ${one.period} · ${figure}，目标 target ${target}`,
  ];
}

function cardLine(period: string, { coverage, groups }: Scorecard): string {
  const met = groups
    .filter(({ judged = 0 }) => judged > 0)
    .map(({ name, met: count = 0, judged = 0 }) => `“${name}”达标 met ${String(count)}/${String(judged)}`);
  const reported = `已报 reported ${String(coverage.reported)}/${String(coverage.expected)}`;
  return `${cityName} ${period}：${[reported, ...met].join('，')}`;
}

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

async function dueLine(ask: Ask, period: string): Promise<string> {
  const due = await ask<Due>(`datasets/${safetyDataset}/due?orgUnit=${city}&period=${period}`);
  const at = clock.format(new Date(due.dueAt));
  return `${period}：期限 due ${at}，应报 expected ${String(due.expected)} 所，到期未报即预警 whoever is silent then is an alert`;
}

/** What came of the demonstration data, in a few lines: coverage, the named groups, the alerts, what is due. */
export async function showcase(plan: ServicesPlan): Promise<readonly string[]> {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format();
  const [before, current] = demoMonths(demoCity(), today).slice(-2);
  const period = current?.period ?? '';
  const ask = asker(plan);
  const { alerts, card } = await lookWhenSettled(ask, period);
  const due = plan.demo === undefined ? [] : [await dueLine(ask, before?.period ?? '')];
  return [...(card === undefined ? [] : [cardLine(period, card)]), ...alertLines(alerts), ...due];
}
