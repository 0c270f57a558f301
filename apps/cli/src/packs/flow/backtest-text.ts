import type { BacktestChange, BacktestCounts, BacktestResult } from '@xiaomai/gateway-api/backtest';
import type { Target } from '@xiaomai/gateway-api/catalogue';
import type { Texts } from '@xiaomai/gateway-api/language';
import type { Severity, Verdict } from '@xiaomai/gateway-api/scalar';

/** Says a text in the language of the one who reads. */
export type Say = (texts: Texts, places?: Readonly<Record<string, string | number>>) => string;

export const verdictTexts: Record<Verdict, Texts> = {
  met: { zh: '达标', en: 'met' },
  'at-risk': { zh: '有风险', en: 'at risk' },
  breached: { zh: '未达标', en: 'breached' },
  'no-data': { zh: '无数据', en: 'no data' },
  'not-applicable': { zh: '不适用', en: 'not applicable' },
};

const severityTexts: Record<Severity, Texts> = {
  critical: { zh: '特别严重', en: 'critical' },
  major: { zh: '严重', en: 'major' },
  warning: { zh: '较重', en: 'warning' },
  notice: { zh: '提示', en: 'notice' },
};

type Shown = Record<Target['comparator'], (target: Target) => string>;

const shown: Shown = {
  'at-least': ({ value }) => `≥${value ?? ''}`,
  'at-most': ({ value }) => `≤${value ?? ''}`,
  above: ({ value }) => `>${value ?? ''}`,
  below: ({ value }) => `<${value ?? ''}`,
  equals: ({ value }) => `=${value ?? ''}`,
  range: ({ value, upper }) => `${value ?? ''}–${upper ?? ''}`,
  zero: () => '=0',
  'non-decreasing': ({ base }) => `↗ ${base ?? 'period-before'}`,
  'non-increasing': ({ base }) => `↘ ${base ?? 'period-before'}`,
  'at-least-other': ({ other, times }) => `≥${times}×${other ?? ''}`,
  'at-most-other': ({ other, times }) => `≤${times}×${other ?? ''}`,
  ordered: ({ order }) => order.join('<'),
  'once-before': ({ value, before }) => `≥${value ?? ''} ${before ?? ''}`,
};

const measureText = ({ measure }: Target): string => (measure === 'figure' ? '' : `${measure} `);

/** A target in few signs: "≥60", "=100 critical". */
export const targetText = (target: Target | null): string =>
  target === null
    ? '—'
    : `${measureText(target)}${shown[target.comparator](target)} ${target.severity}${target.soft ? ' soft' : ''}`;

const transitionsText = (say: Say, { transitions }: BacktestCounts): string =>
  transitions
    .filter(({ before, after }) => before !== after)
    .map(({ before, after, count }) => `${say(verdictTexts[before])}→${say(verdictTexts[after])} ${String(count)}`)
    .join(say({ zh: '，', en: ', ' }));

const levelTexts = { units: { zh: '填报单位', en: 'reporting' }, rollups: { zh: '上级汇总', en: 'rollups' } };
const levels = ['units', 'rollups'] as const;

type Levels = Pick<BacktestResult['groups'][number], 'units' | 'rollups'>;

const rowsOf = (say: Say, named: readonly string[], counted: Levels): readonly (readonly string[])[] =>
  levels
    .filter((level) => counted[level].judged > 0)
    .map((level) => [
      ...named,
      say(levelTexts[level]),
      String(counted[level].judged),
      String(counted[level].changed),
      transitionsText(say, counted[level]),
    ]);

/** Rows of a table: what each target judged, and what would change. */
export const targetRows = (say: Say, { targets }: BacktestResult): readonly (readonly string[])[] => [
  [
    ...[say({ zh: '指标', en: 'indicator' }), say({ zh: '现目标', en: 'target' })],
    ...[say({ zh: '试目标', en: 'on trial' }), say({ zh: '层级', en: 'level' })],
    ...[say({ zh: '判定', en: 'judged' }), say({ zh: '变化', en: 'changed' }), ''],
  ],
  ...targets.flatMap(({ name, indicator, before, after, ...counted }) =>
    rowsOf(say, [`${name} ${indicator}`, targetText(before), targetText(after)], counted),
  ),
];

const sideText = (say: Say, { transitions }: BacktestCounts, side: 'before' | 'after'): string =>
  (Object.keys(verdictTexts) as Verdict[])
    .map((verdict) => {
      const count = transitions.reduce((sum, one) => sum + (one[side] === verdict ? one.count : 0), 0);
      return count === 0 ? '' : `${say(verdictTexts[verdict])} ${String(count)}`;
    })
    .filter((text) => text !== '')
    .join(say({ zh: '，', en: ', ' }));

/** Rows of a table: the results of groups, before and after. */
export const groupRows = (say: Say, { groups }: BacktestResult): readonly (readonly string[])[] => [
  [
    ...[say({ zh: '指标组', en: 'group' }), say({ zh: '层级', en: 'level' })],
    ...[say({ zh: '现结果', en: 'results' }), say({ zh: '试结果', en: 'on trial' })],
  ],
  ...groups.flatMap(({ name, group, ...counted }) =>
    levels
      .filter((level) => counted[level].judged > 0)
      .map((level) => [
        `${name} ${group}`,
        say(levelTexts[level]),
        sideText(say, counted[level], 'before'),
        sideText(say, counted[level], 'after'),
      ]),
  ),
];

/** Rows of a table: alerts that would have opened and resolved, by severity. */
export const alertRows = (say: Say, { alerts }: BacktestResult): readonly (readonly string[])[] => [
  [
    say({ zh: '预警级别', en: 'alerts' }),
    say({ zh: '触发 现→试', en: 'opened' }),
    say({ zh: '解除 现→试', en: 'resolved' }),
  ],
  ...alerts.map(({ severity, opened, resolved }) => [
    say(severityTexts[severity]),
    `${String(opened.before)}→${String(opened.after)}`,
    `${String(resolved.before)}→${String(resolved.after)}`,
  ]),
];

const itemText = (say: Say, item: BacktestChange['before']): string =>
  item === null ? '—' : say(verdictTexts[item.verdict]);

/** Rows of a table: verdicts that would be others, one by one. */
export const changeRows = (say: Say, changes: readonly BacktestChange[]): readonly (readonly string[])[] => [
  [
    ...[say({ zh: '单位', en: 'unit' }), say({ zh: '周期', en: 'period' }), say({ zh: '指标', en: 'indicator' })],
    ...[say({ zh: '现→试', en: 'verdict' }), say({ zh: '试判理由', en: 'reason on trial' })],
  ],
  ...changes.map(({ orgUnit, orgName, period, before, after }) => [
    `${orgName} ${orgUnit}`,
    period,
    (after ?? before)?.name ?? '',
    `${itemText(say, before)}→${itemText(say, after)}`,
    after?.reason ?? '',
  ]),
];
