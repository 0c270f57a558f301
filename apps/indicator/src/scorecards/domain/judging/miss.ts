import type { Target } from '../../../catalogue/domain/catalogue.ts';
import { toQuotient, type Quotient } from '../../../catalogue/domain/decimal.ts';
import { honestText } from '../../../catalogue/domain/quotient.ts';
import { boundOf, decimalsOf, directionOf, edgesOf, type Bound, type Plain } from './compare.ts';
import type { Verdict } from './figure.ts';
import { dueDay, pathStart, pathValue } from './path.ts';
import type { Scene } from './scene.ts';

/** What a miss comes to: a soft target warns, and so does one whose day has not come. */
export function missOf(target: Target, { period }: Pick<Scene, 'period'>): Verdict {
  const due = dueDay(target);
  return target.soft || (due !== '' && due > period.end) ? 'at-risk' : 'breached';
}

/** What numbers are held against in a period. */
export type Held = {
  readonly comparator: Plain;
  readonly bound: Bound;
  /** Of a path, in words. */
  readonly text: (numbers: readonly Quotient[]) => string;
};

const noText = (): string => '';

/** The value of the target, or before its due day that of its path; undefined = the path asks for nothing. */
export function heldAgainst(target: Target, comparator: Plain, { period }: Pick<Scene, 'period'>): Held | undefined {
  if (target.path === undefined || dueDay(target) <= period.end) {
    return { comparator, bound: boundOf(target), text: noText };
  }
  const value = pathValue(target, period);
  if (value === undefined) return undefined;
  return {
    comparator: directionOf(comparator, pathStart(target), toQuotient(target.value)),
    bound: { value, upper: value },
    text: (numbers) => honestText(value, decimalsOf(target), numbers),
  };
}

/** A computed number as the cell remembers it. */
export const computedText = (number: Quotient, target: Target): string =>
  honestText(number, decimalsOf(target), edgesOf(boundOf(target)));
