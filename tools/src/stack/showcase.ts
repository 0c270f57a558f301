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

/** The alerts once no more are being added: judging runs on after the last figure was accepted. */
async function settledAlerts(ask: Ask): Promise<readonly Alert[]> {
  let alerts: readonly Alert[] = [];
  const isSettled = async (): Promise<boolean> => {
    const before = alerts.length;
    alerts = await firingAlerts(ask).catch(() => []); // a busy machine: ask again
    return alerts.length === before && before > 0;
  };
  await until(isSettled, settleMs, 500);
  return alerts;
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

function cardLines(period: string, cards: readonly Scorecard[]): readonly string[] {
  const card = cards.find(({ dataset }) => dataset === safetyDataset);
  if (card === undefined) return [];
  const { reported, expected } = card.coverage;
  const groups = card.groups.filter(({ judged = 0 }) => judged > 0);
  const met = groups.map(
    ({ name, met: count = 0, judged = 0 }) => `“${name}”达标 met ${String(count)}/${String(judged)}`,
  );
  return [
    `${cityName} ${period}：已报 reported ${String(reported)}/${String(expected)}${met.length > 0 ? '，' : ''}${met.join('，')}`,
  ];
}

/** What came of the demonstration data, in a few lines: coverage, the named groups, the alerts. */
export async function showcase(plan: ServicesPlan): Promise<readonly string[]> {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format();
  const period = demoMonths(demoCity(), today).at(-1)?.period ?? '';
  const ask = asker(plan);
  const alerts = await settledAlerts(ask);
  const page = await ask<{ readonly scorecards: readonly Scorecard[] }>(`scorecards/${city}?period=${period}`);
  return [...cardLines(period, page.scorecards), ...alertLines(alerts)];
}
