import { divide, minus, plus, times, whole, type Fraction } from '../figures/fraction.ts';
import { daysBetween, type Period } from '../rules/period.ts';
import type { Target } from '../rules/catalogue.ts';

type Stage = Target['stages'][number];

function between(left: Stage, right: Stage, day: string): Fraction {
  const part = divide(whole(daysBetween(left.on, day)), whole(daysBetween(left.on, right.on)));
  return plus(left.value, times(part, minus(right.value, left.value)));
}

function onLine(stages: readonly Stage[], day: string): Fraction | undefined {
  const reached = stages.findLastIndex(({ on }) => on <= day);
  const [left, right] = [stages[reached], stages[reached + 1]];
  if (left === undefined || right === undefined) return left?.value;
  return between(left, right, day);
}

/** What a staged path asks for in a period that ends before the due day; undefined: nothing. */
export function askedByPath({ path, stages }: Target, { start, end }: Period): Fraction | undefined {
  if (path?.kind === 'linear') return onLine(stages, end);
  const last = stages.findLast(({ on }) => on <= end);
  return path?.kind === 'listed' && last !== undefined && last.on < start ? undefined : last?.value;
}
