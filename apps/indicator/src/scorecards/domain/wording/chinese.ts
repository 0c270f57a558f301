import type { Phrases, Side } from './phrases.ts';

const sides: Record<Side, string> = { 'not-below': '不低于', below: '低于', 'not-above': '不高于', above: '高于' };
const outcomes = { met: '达到目标', 'at-risk': '尚未达到目标', breached: '未达到目标' } as const;

/** Verdicts in Chinese. */
export const chinese: Phrases = {
  language: 'zh',
  units: { percent: '%', 'percentage-point': '个百分点', yuan: '元' },
  roundsUnit: '轮',
  bracketed: (text, inBrackets) => `${text}（${inBrackets}）`,

  outcome: ({ compared, verdict, goal }) => `${compared}，${outcomes[verdict]} ${goal}`,
  soft: '（力争）',
  by: (day) => `（期限 ${day}）`,
  basePeriod: '基期',
  changed: ({ figure, base, against, change }) => `${figure}，比 ${base} 的 ${against} 变化 ${change}`,
  rounds: ({ figure, rounds }) => `${figure}，本年已完成全覆盖 ${rounds}`,
  spread: ({ measured }) => `下级单位之间的差异系数 ${measured}`,
  everyUnit: ({ goal }) => `各下级单位均达到目标 ${goal}`,
  someUnits: ({ goal, units }) => `${units.length} 个下级单位未达到目标 ${goal}：${units.join('、')}`,
  path: ({ figure, behind, day, asked, whole }) =>
    `${figure}，${behind ? '落后于' : '对照'} ${day} 的进度目标 ${asked}${whole}`,
  whole: ({ goal, due }) => `（最终目标 ${goal}，期限 ${due}）`,
  trend: ({ due, projected }) => `；按近期趋势，到 ${due} 预计为 ${projected}，达不到目标`,
  besideBase: ({ figure, side, base, against }) => `${figure}，${sides[side]} ${base} 的 ${against}`,
  besideOther: ({ figure, side, other, against, times }) =>
    `${figure}，${sides[side]} “${other}”${against}${times === '1' ? '' : ` 的 ${times} 倍`}`,
  ordered: ({ steps, rising }) => `${steps.join('，')}：${rising ? '逐级递增' : '没有逐级递增'}`,
  notCompleted: ({ figure, before }) => `${figure}，尚未完成，应在 ${before} 前完成`,
  completed: ({ figure, on, before, inTime }) => `${figure}，${on} 完成，${inTime ? '在' : '没有在'} ${before} 前`,

  noData: '分母为 0 或缺少数据，不作判定',
  noTarget: (figure) => `${figure}，没有适用的目标`,
  notJudged: ({ figure, target }) => `${figure}，目标 ${target} 在本周期不作判定`,
  noneBelow: '下级单位没有足够的数据，不作判定',
  noOther: ({ figure, others }) =>
    `${figure}；缺少“${others.join('”“')}”${others.length === 1 ? '' : '中至少一项'}同期的数据，不作判定`,
  noBase: ({ figure, base, orZero }) =>
    `${figure}；缺少本指标 ${base} 的数据${orZero ? '，或其数值为 0' : ''}，不作判定`,

  absent: ({ figure, absence }) => `${figure}，${absence}，不作判定`,
  notYet: (day) => `单位自 ${day} 起才设立`,
  closed: ({ since, heirs }) => `单位自 ${since} 起已撤并${heirs.length === 0 ? '' : `（由${heirs.join('、')}承接）`}`,

  silent: '未报送',
  takenBack: '已全部撤回，未重新报送',
  overdue: (minute) => `，已过期限 ${minute}`,
  due: (minute) => `（期限 ${minute}）`,
  late: (minute) => `；迟报（期限 ${minute}）`,
  notAsked: (period) => `${period} 不再要求报送`,
  madeUp: ({ period, at }) => `${period} 已于 ${at} 补报`,
  missing: ({ period, due }) => `${period} 未按时报送${due === undefined ? '' : `（期限 ${due}）`}`,
  missingMany: ({ count, newest }) =>
    `${count} 期未按时报送：${newest.join('、')}${count > newest.length ? ' 等' : ''}`,
};
