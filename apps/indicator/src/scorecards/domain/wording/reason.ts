import type { Period } from '@xiaomai/period';
import { ofChildren, type Comparator, type Target } from '../../../catalogue/domain/catalogue.ts';
import { decimalText } from '../../../catalogue/domain/decimal.ts';
import type { Judged } from '../judge.ts';
import { baseOf } from '../judging/base.ts';
import { isPlain } from '../judging/compare.ts';
import { hasData } from '../judging/figure.ts';
import { dueDay } from '../judging/path.ts';
import { comparedUnit, figureText, rememberedText, targetText } from './figure-text.ts';

/** What the sentence is made with. */
export type Words = {
  readonly unit: string;
  readonly target: Target | undefined;
  readonly period: Period;
  /** Name and unit of any indicator. */
  readonly nameOf: (indicator: string) => string;
  readonly unitOf: (indicator: string) => string;
  /** Of a rollup: names of the units right below that miss the target. */
  readonly failing: readonly string[];
  /** Why there is no unit to judge on the period's last day; empty = there is one. */
  readonly absence: string;
};

type Told = { readonly cell: Judged; readonly target: Target; readonly words: Words; readonly figure: string };

const baseName = ({ target, words }: Told): string => baseOf(words.period, target)?.text ?? '基期';

const outcome: Record<Judged['verdict'], string> = {
  met: '达到目标',
  'at-risk': '尚未达到目标',
  breached: '未达到目标',
  'no-data': '',
  'not-applicable': '',
};

function reserve({ cell, target, words }: Told): string {
  if (cell.verdict !== 'at-risk') return '';
  if (target.soft) return '（力争）';
  const due = dueDay(target);
  return due > words.period.end ? `（期限 ${due}）` : '';
}

const goal = ({ target, words }: Told): string => targetText(target, words.unit);
const measuredText = ({ cell, target, words }: Told): string => `${cell.measured}${comparedUnit(target, words.unit)}`;

const compareText: Partial<Record<Target['measure'], (told: Told) => string>> = {
  'change-points': (told) =>
    `${told.figure}，比 ${baseName(told)} 的 ${rememberedText(told.cell.against, told.words.unit)} 变化 ${measuredText(told)}`,
  'change-percent': (told) =>
    `${told.figure}，比 ${baseName(told)} 的 ${rememberedText(told.cell.against, told.words.unit)} 变化 ${measuredText(told)}`,
  rounds: (told) => `${told.figure}，本年已完成全覆盖 ${measuredText(told)}`,
  spread: (told) => `下级单位之间的差异系数 ${measuredText(told)}`,
};

function eachChild(told: Told): string {
  const { failing } = told.words;
  if (failing.length === 0) return `各下级单位均达到目标 ${goal(told)}`;
  return `${failing.length} 个下级单位未达到目标 ${goal(told)}：${failing.join('、')}${reserve(told)}`;
}

const onPath = ({ cell, target, words }: Told): boolean =>
  target.path !== undefined && cell.against !== '' && dueDay(target) > words.period.end;

function pathText(told: Told): string {
  const { cell, target, words, figure } = told;
  const asked = `${words.period.end} 的进度目标 ${rememberedText(cell.against, words.unit)}`;
  const whole = `最终目标 ${goal(told)}，期限 ${dueDay(target)}`;
  const behind = cell.verdict === 'at-risk' && cell.measured === '';
  return `${figure}，${behind ? '落后于' : '对照'} ${asked}（${whole}）`;
}

// A figure that was projected remembers where its trend leads to.
function trendText({ cell, target, words }: Told): string {
  if (!target.projected || target.measure !== 'figure' || cell.measured === '') return '';
  return `；按近期趋势，到 ${dueDay(target)} 预计为 ${rememberedText(cell.measured, words.unit)}，达不到目标`;
}

function plainText(told: Told): string {
  const { cell, target, figure } = told;
  if (target.measure === 'each-child') return eachChild(told);
  if (onPath(told)) return `${pathText(told)}${trendText(told)}`;
  const compared = compareText[target.measure]?.(told) ?? figure;
  return `${compared}，${outcome[cell.verdict]} ${goal(told)}${reserve(told)}${trendText(told)}`;
}

function monotoneText(told: Told): string {
  const { cell, target, words, figure } = told;
  const [met, missed] = target.comparator === 'non-decreasing' ? ['不低于', '低于'] : ['不高于', '高于'];
  const base = `${baseName(told)} 的 ${rememberedText(cell.against, words.unit)}`;
  return `${figure}，${cell.verdict === 'met' ? met : missed} ${base}${reserve(told)}`;
}

function otherText(told: Told): string {
  const { cell, target, words, figure } = told;
  const times = decimalText(target.times);
  const other = `“${words.nameOf(target.other)}”${rememberedText(cell.against, words.unitOf(target.other))}`;
  const share = times === '1' ? other : `${other} 的 ${times} 倍`;
  const [met, missed] = target.comparator === 'at-least-other' ? ['不低于', '低于'] : ['不高于', '高于'];
  return `${figure}，${cell.verdict === 'met' ? met : missed} ${share}${reserve(told)}`;
}

function orderedText(told: Told): string {
  const { cell, target, words } = told;
  const figures = cell.against.split(' ');
  const steps = target.order.map(
    (id, index) => `${words.nameOf(id)} ${rememberedText(figures[index] ?? '', words.unitOf(id))}`,
  );
  return `${steps.join('，')}：${cell.verdict === 'met' ? '逐级递增' : '没有逐级递增'}${reserve(told)}`;
}

function onceText({ cell, figure, target }: Told): string {
  const soft = cell.verdict === 'at-risk' && target.soft ? '（力争）' : '';
  if (cell.measured === '') return `${figure}，尚未完成，应在 ${cell.against} 前完成${soft}`;
  const late = cell.verdict === 'met' ? '在' : '没有在';
  return `${figure}，${cell.measured} 完成，${late} ${cell.against} 前${soft}`;
}

type Contextual = 'non-decreasing' | 'non-increasing' | 'at-least-other' | 'at-most-other' | 'ordered' | 'once-before';

const told: Record<Contextual, (told: Told) => string> = {
  'non-decreasing': monotoneText,
  'non-increasing': monotoneText,
  'at-least-other': otherText,
  'at-most-other': otherText,
  ordered: orderedText,
  'once-before': onceText,
};

const namesOther = (comparator: Comparator): boolean =>
  comparator === 'at-least-other' || comparator === 'at-most-other' || comparator === 'ordered';

function missingText(one: Told): string {
  const { target, words } = one;
  if (ofChildren(target)) return '下级单位没有足够的数据，不作判定';
  if (namesOther(target.comparator)) {
    const ids = target.other === '' ? target.order.filter((id) => id !== target.indicator) : [target.other];
    return `${one.figure}；缺少“${ids.map(words.nameOf).join('”“')}”同期的数据，不作判定`;
  }
  const zero = target.measure === 'change-percent' ? '，或其数值为 0' : '';
  return `${one.figure}；缺少本指标 ${baseName(one)} 的数据${zero}，不作判定`;
}

function judgedText(one: Told): string {
  const { comparator, id } = one.target;
  if (one.cell.verdict === 'no-data') return missingText(one);
  if (one.cell.verdict === 'not-applicable') return `${one.figure}，目标 ${id} 在本周期不作判定`;
  return isPlain(comparator) ? plainText(one) : told[comparator](one);
}

const looksBelow = (target: Target | undefined): boolean => target !== undefined && ofChildren(target);

/** Why a cell has its verdict, in Chinese, with the numbers. */
export function reasonText(cell: Judged, words: Words): string {
  const { target, unit } = words;
  if (cell.verdict === 'no-data' && !hasData(cell) && !looksBelow(target)) return '分母为 0 或缺少数据，不作判定';
  const figure = figureText(cell, unit, target);
  if (target !== undefined) return judgedText({ cell, target, words, figure });
  return words.absence === '' ? `${figure}，没有适用的目标` : `${figure}，${words.absence}，不作判定`;
}
