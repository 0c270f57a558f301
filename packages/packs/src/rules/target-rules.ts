import { parsePeriod } from '@xiaomai/period';
import { compareDecimals } from '../decimals.ts';
import type { Finding } from '../fault.ts';
import type { TargetFile } from '../pack-schema.ts';

type Key = 'value' | 'upper' | 'other' | 'order' | 'before';

const plain: readonly TargetFile['comparator'][] = ['at-least', 'at-most', 'above', 'below', 'equals', 'range', 'zero'];
const keys: readonly Key[] = ['value', 'upper', 'other', 'order', 'before'];
const wanted: Record<TargetFile['comparator'], readonly Key[]> = {
  'at-least': ['value'],
  'at-most': ['value'],
  above: ['value'],
  below: ['value'],
  equals: ['value'],
  range: ['value', 'upper'],
  zero: [],
  'non-decreasing': [],
  'non-increasing': [],
  'at-least-other': ['other'],
  'at-most-other': ['other'],
  ordered: ['order'],
  'once-before': ['value', 'before'],
};

const isGiven = (target: TargetFile, key: Key): boolean =>
  key === 'order' ? target.order.length > 0 : target[key] !== undefined;

function keyFindings(target: TargetFile): readonly Finding[] {
  const { comparator } = target;
  return keys.flatMap((key): Finding[] => {
    const needs = wanted[comparator].includes(key);
    if (needs === isGiven(target, key)) return [];
    return needs
      ? [{ path: ['comparator'], code: 'key-missing', value: comparator, detail: key }]
      : [{ path: [key], code: 'key-not-wanted', value: key, detail: comparator }];
  });
}

const isMonotone = ({ comparator }: TargetFile): boolean =>
  comparator === 'non-decreasing' || comparator === 'non-increasing';
const isChange = ({ measure }: TargetFile): boolean => measure === 'change-points' || measure === 'change-percent';

function measureFindings(target: TargetFile): readonly Finding[] {
  const { measure, comparator } = target;
  if (measure === 'figure' || plain.includes(comparator)) return [];
  return [{ path: ['measure'], code: 'key-not-wanted', value: `measure ${measure}`, detail: comparator }];
}

function baseFindings(target: TargetFile): readonly Finding[] {
  const { base, comparator, measure } = target;
  const asks = isMonotone(target) || isChange(target);
  if (asks === (base !== undefined)) return [];
  const about = isMonotone(target) ? comparator : `measure ${measure}`;
  return asks
    ? [{ path: [], code: 'key-missing', value: about, detail: 'base' }]
    : [{ path: ['base'], code: 'key-not-wanted', value: 'base', detail: `${comparator}, measure ${measure}` }];
}

function fixedFindings({ base, base_period: period }: TargetFile): readonly Finding[] {
  if ((base === 'fixed') === (period !== undefined)) return [];
  return base === 'fixed'
    ? [{ path: ['base'], code: 'key-missing', value: 'base fixed', detail: 'base_period' }]
    : [{ path: ['base_period'], code: 'key-not-wanted', value: 'base_period', detail: `base ${base ?? '–'}` }];
}

// A period is judged when its last day is within the validity: the base must have ended before.
function basePeriodFindings({ base_period: text, valid_from: from }: TargetFile): readonly Finding[] {
  if (text === undefined) return [];
  const period = parsePeriod(text);
  if (!period.ok) return [{ path: ['base_period'], code: 'invalid-period', value: text }];
  if (from !== undefined && from > period.value.end) return [];
  return [{ path: ['base_period'], code: 'base-judges-itself', value: text, detail: period.value.end }];
}

function valueFindings({ value, upper, other }: TargetFile): readonly Finding[] {
  const found: Finding[] = [];
  if (value !== undefined && upper !== undefined && compareDecimals(upper, value) < 0) {
    found.push({ path: ['upper'], code: 'range-empty', value: upper, detail: value });
  }
  if (other !== undefined && compareDecimals(other.times, '0') <= 0) {
    found.push({ path: ['other', 'times'], code: 'times-not-positive', value: other.times });
  }
  return found;
}

function dayFindings(target: TargetFile): readonly Finding[] {
  const { valid_from: from, valid_to: to, due } = target;
  const found: Finding[] = [];
  const late = (key: string, day: string | undefined, floor: string | undefined): void => {
    if (day === undefined || floor === undefined || day >= floor) return;
    found.push({ path: [key], code: 'days-not-in-order', value: day, detail: floor });
  };
  late('valid_to', to, from);
  late('due', due, from);
  if (target.projected && due === undefined) {
    found.push({ path: ['projected'], code: 'key-missing', value: 'projected', detail: 'due' });
  }
  return found;
}

const staged: readonly TargetFile['comparator'][] = ['at-least', 'at-most', 'above', 'below', 'equals', 'zero'];

function pathFindings({ path, comparator }: TargetFile): readonly Finding[] {
  if (path === undefined) return [];
  const found: Finding[] = [];
  if (!staged.includes(comparator)) {
    found.push({ path: ['path'], code: 'key-not-wanted', value: 'path', detail: comparator });
  }
  if (path.stages.length === 0) found.push({ path: ['path'], code: 'stages-missing' });
  path.stages.forEach(({ on }, index) => {
    const before = path.stages[index - 1]?.on;
    if (before === undefined || before < on) return;
    found.push({ path: ['path', 'stages', index, 'on'], code: 'stages-not-in-order', value: on, detail: before });
  });
  return found;
}

const rules = [
  ...[keyFindings, measureFindings, baseFindings, fixedFindings, basePeriodFindings],
  ...[valueFindings, dayFindings, pathFindings],
];

/** What makes no sense within one target. */
export const targetFindings = (target: TargetFile): readonly Finding[] => rules.flatMap((rule) => rule(target));

/** Ids a target names, each with its place. */
export const namedInTarget = ({ other, order }: TargetFile): readonly Finding[] => [
  ...(other === undefined
    ? []
    : [{ path: ['other', 'indicator'], code: 'unknown-indicator', value: other.indicator } as const]),
  ...order.map((value, index) => ({ path: ['order', index], code: 'unknown-indicator', value }) as const),
];
