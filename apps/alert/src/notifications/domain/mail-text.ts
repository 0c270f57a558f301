import type { Change, ChangeKind } from './change.ts';
import type { Notification } from './notification.ts';
import { changeUrl, kindWords, sentenceOf, severityWords, shanghaiTime } from './wording.ts';

export type Mail = { readonly subject: string; readonly text: string };

const kinds = Object.keys(kindWords) as ChangeKind[];

function countsOf(changes: readonly Change[]): string {
  const counts = kinds.map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${kindWords[kind].zh} ${count}`)
    .join('，');
}

function timesOf({ kind, openedAt, deadline, at }: Change): string {
  if (kind === 'reminded') return `报送期限 ${shanghaiTime(deadline)}`;
  const isOver = kind === 'resolved' || kind === 'closed';
  const until = isOver ? '' : `，整改期限 ${shanghaiTime(deadline)}`;
  return `开始 ${shanghaiTime(openedAt)}${until}，变化 ${shanghaiTime(at)}`;
}

function paragraphOf(change: Change, publicUrl: string): string {
  const { zh, en } = kindWords[change.kind];
  const said = change.note === '' || change.note === change.reason ? [] : [`  ${change.note}`];
  return [
    `【${zh} ${en}】${severityWords[change.severity]}  ${sentenceOf(change)}`,
    `  ${timesOf(change)}`,
    ...said,
    `  ${changeUrl(publicUrl, change)}`,
  ].join('\n');
}

/** The mail of a notification: the changes in the order in which they happened. */
export function mailOf({ group, changes }: Notification, publicUrl: string): Mail {
  const inOrder = [...changes].sort((a, b) => a.at - b.at);
  const heading = `${group.districtName} ${group.pack}：${countsOf(changes)}`;
  return {
    subject: `【校脉预警】${heading}`.replaceAll(/\s+/g, ' '),
    text: [
      heading,
      ...inOrder.map((change) => paragraphOf(change, publicUrl)),
      '时间均为北京时间。Times are Asia/Shanghai.',
    ].join('\n\n'),
  };
}
