import type { Arrival, BacktestArrival, BacktestResult } from '@xiaomai/gateway-api/backtest';
import type { Due } from '@xiaomai/gateway-api/catalogue';
import type { Texts } from '@xiaomai/gateway-api/language';
import { type Say } from './backtest-text.ts';

const arrivalTexts: Record<Arrival, Texts> = {
  'not-due': { zh: '不要求', en: 'not due' },
  'in-time': { zh: '按时', en: 'in time' },
  late: { zh: '迟报', en: 'late' },
  missing: { zh: '未报', en: 'missing' },
};

const workingText = { zh: '期末后 {days} 个工作日 {at}', en: '{days} working days after, {at}' };
const calendarText = { zh: '期末后 {days} 天 {at}', en: '{days} days after, {at}' };

const dueText = (say: Say, due: Due | null): string =>
  due === null ? '—' : say(due.workingDays ? workingText : calendarText, { days: due.days, at: due.at });

const shanghaiOffsetMs = 8 * 3_600_000;
const minuteText = (instant: string | null): string =>
  instant === null
    ? '—'
    : new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString().slice(0, 16).replace('T', ' ');

type Transition = BacktestResult['arrivals'][number]['transitions'][number];

const transitionText = (say: Say, { before, after }: Pick<Transition, 'before' | 'after'>): string =>
  `${say(arrivalTexts[before])}→${say(arrivalTexts[after])}`;

/** Rows of a table: how the submissions of each dataset came, and what would have been otherwise. */
export const arrivalRows = (say: Say, { arrivals }: BacktestResult): readonly (readonly string[])[] => [
  [
    ...[say({ zh: '数据集', en: 'dataset' }), say({ zh: '现期限', en: 'due' })],
    ...[say({ zh: '试期限', en: 'on trial' }), say({ zh: '应报', en: 'expected' })],
    ...[say({ zh: '变化', en: 'changed' }), ''],
  ],
  ...arrivals.map(({ dataset, name, before, after, judged, changed, transitions }) => [
    ...[`${name} ${dataset}`, dueText(say, before), dueText(say, after), String(judged), String(changed)],
    transitions
      .filter((one) => one.before !== one.after)
      .map((one) => `${transitionText(say, one)} ${String(one.count)}`)
      .join(say({ zh: '，', en: ', ' })),
  ]),
];

/** Rows of a table: submissions that would have been late or missing, or would not have been, one by one. */
export const arrivedRows = (say: Say, arrivals: readonly BacktestArrival[]): readonly (readonly string[])[] => [
  [
    ...[say({ zh: '单位', en: 'unit' }), say({ zh: '周期', en: 'period' }), say({ zh: '数据集', en: 'dataset' })],
    ...[
      say({ zh: '现→试', en: 'arrival' }),
      say({ zh: '试期限', en: 'due on trial' }),
      say({ zh: '收到', en: 'received' }),
    ],
  ],
  ...arrivals.map(({ orgUnit, orgName, period, dataset, before, after, receivedAt }) => [
    ...[`${orgName} ${orgUnit}`, period, dataset],
    transitionText(say, { before: before.arrival, after: after.arrival }),
    ...[minuteText(after.dueAt), minuteText(receivedAt)],
  ]),
];
