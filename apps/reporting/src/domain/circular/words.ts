import type { AlertFact, Severity, TargetFact, Verdict } from '../facts.ts';
import { percentText, type Figure } from '../figure.ts';
import type { Change } from '../snapshot.ts';
import type { Cell } from './document.ts';

const offsetMs = 8 * 3_600_000; // Asia/Shanghai

export const verdictWords: Record<Verdict, string> = {
  met: '达标',
  'at-risk': '有风险',
  breached: '未达标',
  'no-data': '无数据',
  'not-applicable': '不适用',
};

export const severityWords: Record<Severity, string> = {
  notice: '提示',
  warning: '一般',
  major: '较重',
  critical: '严重',
};

export const handlingWords: Record<AlertFact['handling'], string> = {
  new: '未确认',
  acknowledged: '已确认',
  assigned: '已指派',
  rectifying: '整改中',
  'in-review': '待审核',
  closed: '已销号',
};

export const conditionWords: Record<AlertFact['condition'], string> = {
  pending: '待确认',
  firing: '触发中',
  resolved: '已恢复',
  'no-data': '无数据',
};

const typeWords: Readonly<Record<string, string>> = {
  province: '省',
  city: '市',
  district: '区县',
  town: '乡镇（街道）',
};

/** What units of a type are called in a heading. */
export const typeWord = (type: string): string => typeWords[type] ?? '学校';

const shanghai = (iso: string): string => new Date(Date.parse(iso) + offsetMs).toISOString();

export function dayText(iso: string): string {
  const [year = '', month = '', day = ''] = shanghai(iso).slice(0, 10).split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

export const minuteText = (iso: string): string => `${dayText(iso)}${shanghai(iso).slice(11, 16)}`;

export const shanghaiDay = (iso: string): string => shanghai(iso).slice(0, 10);

export function monthText(period: string): string {
  const [year = '', month = ''] = period.split('-');
  return `${year}年${Number(month)}月`;
}

const unitWords: Readonly<Record<string, string>> = {
  percent: '%',
  'percentage-point': '个百分点',
  yuan: '元',
  sqm: '平方米',
  years: '年',
  score: '分',
  'person-times': '人次',
  'hours-per-day': '小时/天',
  'days-per-week': '天/周',
};

const unitWord = (unit: string): string => unitWords[unit] ?? '';

/** A name in quotation marks, unless it carries some. */
export const quoted = (name: string): string => (name.includes('“') ? name : `“${name}”`);

export const shareNote = (part: number, whole: number): string => `（${part}/${whole}）`;

export const shareText = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${percentText(part, whole)}${shareNote(part, whole)}`;

export const shareCell = (part: number, whole: number): Cell =>
  whole === 0 ? { text: '—' } : { text: percentText(part, whole), note: shareNote(part, whole) };

export function figureCell(figure: Figure, unit: string): Cell {
  if (figure.kind === 'ratio') return shareCell(figure.numerator, figure.denominator);
  return { text: figure.kind === 'none' ? '—' : `${figure.value}${unitWord(unit)}` };
}

export function figureText(figure: Figure, unit: string): string {
  const { text, note } = figureCell(figure, unit);
  return `${text}${note ?? ''}`;
}

const comparatorSigns: Record<TargetFact['comparator'], string> = {
  'at-least': '≥',
  'at-most': '≤',
  above: '>',
  below: '<',
  equals: '=',
  range: '',
  zero: '=',
  'non-decreasing': '≥',
  'non-increasing': '≤',
  'at-least-other': '≥',
  'at-most-other': '≤',
  ordered: '',
  'once-before': '',
};

export function targetText(target: TargetFact | null, unit: string): string {
  if (target === null) return '—';
  const value = target.comparator === 'zero' && target.value === '' ? '0' : target.value;
  if (value === '') return '—';
  return `${comparatorSigns[target.comparator]}${value}${unitWord(unit)}`;
}

const arrows = { up: '↑', down: '↓', same: '持平' } as const;

/** "↑0.42个百分点"; a move too small for two decimals is said to be so. */
export function changeText(change: Change | null, unit: string): string {
  if (change === null) return '—';
  if (change.direction === 'same') return arrows.same;
  const measure = change.figure.kind === 'ratio' || unit === 'percent' ? '个百分点' : unitWord(unit);
  const by = /^0(\.0+)?$/.test(change.by) ? '<0.01' : change.by;
  return `${arrows[change.direction]}${by}${measure}`;
}

const ordinals = '一二三四五六七八九十';

export const chapterNumber = (index: number): string => ordinals[index] ?? String(index + 1);
