import type { Indicator, Rules, Target } from './catalogue.ts';
import { order, readDecimal, type Fraction } from './fraction.ts';

export type Verdict = 'met' | 'at-risk' | 'breached' | 'no-data' | 'not-applicable';

/** A ratio, or a decimal text where `value` is not empty. */
export type Figure = {
  readonly indicator: string;
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly value: string;
};

export type JudgedCell = Figure & { readonly verdict: Verdict; readonly target: Target | undefined };

/** Where and when a figure is judged: ids from the unit up to the root, and the last day of the period. */
export type Occasion = { readonly line: readonly string[]; readonly day: string };

/** Verdicts that speak about data. */
export const isValid = (verdict: Verdict): boolean =>
  verdict === 'met' || verdict === 'at-risk' || verdict === 'breached';

/** The target of the nearest scope, valid on the day; of two as near, the first. */
export function chooseTarget(rules: Rules, indicator: string, { line, day }: Occasion): Target | undefined {
  const valid = (rules.targets.get(indicator) ?? []).filter(
    ({ validFrom, validTo }) => (validFrom === '' || validFrom <= day) && (validTo === '' || day <= validTo),
  );
  for (const id of line) {
    const nearest = valid.find(({ scope }) => scope.includes(id));
    if (nearest !== undefined) return nearest;
  }
  return valid.find(({ scope }) => scope.length === 0);
}

function amountOf({ numerator, denominator, value }: Figure, unit: string): Fraction | undefined {
  if (value !== '') return readDecimal(value);
  if (denominator <= 0n) return undefined;
  return { over: unit === 'percent' ? numerator * 100n : numerator, under: denominator };
}

const reaches: Readonly<Partial<Record<Target['comparator'], (toLow: number, toHigh: number) => boolean>>> = {
  'at-least': (toLow) => toLow >= 0,
  'at-most': (toLow) => toLow <= 0,
  above: (toLow) => toLow > 0,
  below: (toLow) => toLow < 0,
  equals: (toLow) => toLow === 0,
  zero: (toLow) => toLow === 0,
  range: (toLow, toHigh) => toLow >= 0 && toHigh <= 0,
};

function missed(target: Target, day: string): Verdict {
  return target.soft || (target.due !== '' && target.due > day) ? 'at-risk' : 'breached';
}

/** Judges one figure. */
export function judge(rules: Rules, figure: Figure, occasion: Occasion): JudgedCell {
  const target = chooseTarget(rules, figure.indicator, occasion);
  const amount = amountOf(figure, rules.indicators.get(figure.indicator)?.unit ?? '');
  const verdict = (): Verdict => {
    if (amount === undefined) return 'no-data';
    if (target === undefined) return 'not-applicable';
    const isMet = reaches[target.comparator]?.(order(amount, target.low), order(amount, target.high));
    return isMet ? 'met' : missed(target, occasion.day);
  };
  return { ...figure, verdict: verdict(), target };
}

/** 1/1 when every part is met, 0/1 when one is not, 0/0 when one has no data; a part without target does not count. */
export function deriveConjunction({ id, conjunctionOf }: Indicator, cells: ReadonlyMap<string, JudgedCell>): Figure {
  const parts = conjunctionOf.map((part) => cells.get(part)?.verdict ?? 'no-data');
  const known = !parts.includes('no-data');
  const met = parts.every((verdict) => verdict === 'met' || verdict === 'not-applicable');
  return { indicator: id, numerator: known && met ? 1n : 0n, denominator: known ? 1n : 0n, value: '' };
}

/** The verdict of a group from those of its members; a member that is absent has no data. */
export function judgeGroup(members: readonly (Verdict | undefined)[]): Verdict {
  const counted = members.map((verdict) => verdict ?? 'no-data').filter((verdict) => verdict !== 'not-applicable');
  if (counted.length === 0) return 'not-applicable';
  return (['breached', 'no-data', 'at-risk'] as const).find((verdict) => counted.includes(verdict)) ?? 'met';
}
