import type { OpenAlert, Snapshot } from '../snapshot.ts';
import type { Block, Cell, Table, TableBody } from './document.ts';
import { listLimit, openCount } from './overview.ts';
import { conditionWords, dayText, figureCell, handlingWords, minuteText, severityWords, shanghaiDay } from './words.ts';

const alertRow = (alert: OpenAlert): readonly Cell[] => [
  { text: alert.orgName, href: alert.link },
  { text: alert.member === '' ? '本级' : alert.member },
  figureCell(alert.figure, alert.unit),
  { text: severityWords[alert.severity] },
  { text: `${conditionWords[alert.condition]}·${handlingWords[alert.handling]}` },
  { text: alert.assignee === '' ? '—' : alert.assignee },
  { text: alert.deadline === null ? '—' : shanghaiDay(alert.deadline), ...(alert.overdue ? { note: '超期' } : {}) },
];

function byIndicator(open: readonly OpenAlert[]): readonly TableBody[] {
  const names = [...new Set(open.map((alert) => alert.indicatorName))];
  return names.map((name) => {
    const own = open.filter((alert) => alert.indicatorName === name);
    const overdue = own.filter((alert) => alert.overdue).length;
    return { title: name, count: `${own.length}条，超期${overdue}条`, rows: own.map(alertRow) };
  });
}

function openTable(open: readonly OpenAlert[]): Table {
  return {
    kind: 'table',
    caption: `待处理预警：${openCount(open)}`,
    columns: [
      { head: '对象', align: 'left', share: 35 },
      { head: '所属', align: 'left', share: 15 },
      { head: '现值', align: 'right', share: 25 },
      { head: '级别', align: 'center', share: 9 },
      { head: '状态', align: 'center', share: 24 },
      { head: '责任人', align: 'center', share: 17 },
      { head: '期限', align: 'right', share: 26 },
    ],
    bodies: byIndicator(open),
    note: `每项指标中超期的在前，其次按级别和期限。${open.length < listLimit ? '' : `只列最近的${listLimit}条。`}`,
  };
}

/** The chapter on alerts: what came, what ended, what is open. */
export function handlingChapter({ data, asOf }: Snapshot): readonly Block[] {
  const { handling } = data;
  const { opened, resolved, closed, stillFiring, unacknowledged, overdue, open } = handling;
  const text =
    `${dayText(handling.from)}至${minuteText(asOf)}，新发生预警${opened}条，恢复正常${resolved}条，销号${closed}条；` +
    `截止时仍在触发${stillFiring}条，未确认${unacknowledged}条，超期${overdue}条。`;
  return [{ kind: 'paragraph', text }, ...(open.length === 0 ? [] : [openTable(open)])];
}
