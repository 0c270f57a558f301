import { Alert } from '@xiaomai/gateway-api/alert';
import { listOf } from '@xiaomai/gateway-api/list';
import { refused, type Arguments, type Command } from '../../terminal/command.ts';
import { localTime } from '../../terminal/local-time.ts';
import { table, tell } from '../../terminal/terminal.ts';

const options = {
  state: { type: 'string' },
  condition: { type: 'string' },
  severity: { type: 'string' },
  'org-unit': { type: 'string' },
  indicator: { type: 'string' },
  assignee: { type: 'string' },
  overdue: { type: 'boolean' },
  limit: { type: 'string' },
} as const;

const parameters: readonly (readonly [parameter: string, option: string])[] = [
  ['state', 'state'],
  ['condition', 'condition'],
  ['severity', 'severity'],
  ['orgUnit', 'org-unit'],
  ['indicator', 'indicator'],
  ['assignee', 'assignee'],
  ['limit', 'limit'],
];

function queryOf(args: Arguments): string {
  const query = new URLSearchParams({ state: 'open' });
  for (const [parameter, option] of parameters) {
    const value = args.option(option);
    if (value !== undefined) query.set(parameter, value);
  }
  if (args.flag('overdue')) query.set('overdue', 'true');
  return query.toString();
}

const figureText = ({ value, numerator, denominator }: Alert): string =>
  numerator === undefined ? (value ?? '') : `${String(numerator)}/${String(denominator)} (${value ?? '—'})`;

const rowOf = (alert: Alert): readonly string[] => [
  alert.id,
  alert.severity,
  `${alert.condition} · ${alert.handling}${alert.overdue ? ' !' : ''}`,
  `${alert.orgName} ${alert.indicatorName}`,
  figureText(alert),
  localTime(alert.openedAt),
];

const more = { zh: '还有更多，请用 --limit 或筛选条件', en: 'There are more: use --limit or narrow it down' };

/** Lists alerts, newest first; without --state those that are not closed. */
export const alertsCommand: Command = {
  summary: { zh: '列出预警（默认未关闭的）', en: 'List alerts, by default those not closed' },
  usage:
    '[--state S] [--condition C] [--severity S] [--org-unit U] [--indicator I] [--assignee A] [--overdue] [--limit N] [--json]',
  options,
  words: [0, 0],
  run: async (args, { api, terminal }) => {
    const answer = await api.readJson(`/alerts?${queryOf(args)}`);
    if (!answer.ok) return refused(answer.reason, args, terminal);
    if (args.json) {
      terminal.out(JSON.stringify(answer.value));
      return 'done';
    }
    const { items, next } = listOf(Alert).parse(answer.value);
    table(items.map(rowOf)).forEach(terminal.out);
    if (next !== null) terminal.err(tell(terminal, more));
    return 'done';
  },
};
