import type { Change, ChangeKind } from './change.ts';

const shanghaiOffsetMs = 8 * 3_600_000;

export const kindWords: Record<ChangeKind, { readonly zh: string; readonly en: string }> = {
  opened: { zh: '新增', en: 'opened' },
  reopened: { zh: '复发', en: 'reopened' },
  escalated: { zh: '升级', en: 'escalated' },
  'data-withdrawn': { zh: '撤回', en: 'data withdrawn' },
  resolved: { zh: '恢复', en: 'resolved' },
  closed: { zh: '销号', en: 'closed' },
  reminded: { zh: '催报', en: 'reminder' },
};

export const severityWords: Record<Change['severity'], string> = {
  critical: '特别严重',
  major: '严重',
  warning: '较重',
  notice: '提示',
};

/** Wall-clock time in Asia/Shanghai, to the minute. */
export const shanghaiTime = (at: number): string =>
  new Date(at + shanghaiOffsetMs).toISOString().slice(0, 16).replace('T', ' ');

/** "演示一小 专职保安配备率：3/4 = 75%，低于目标 100%（2026-11）" */
export const sentenceOf = ({ orgName, indicatorName, reason, period }: Change): string =>
  `${orgName} ${indicatorName}：${reason}（${period}）`;

/** Where a person handles it: the alert, or the board of who has not reported. */
export const changeUrl = (publicUrl: string, { alertId, orgUnit, period }: Change): string =>
  alertId === ''
    ? `${publicUrl}/?scope=${encodeURIComponent(orgUnit)}&period=${encodeURIComponent(period)}`
    : `${publicUrl}/alerts/${encodeURIComponent(alertId)}`;
