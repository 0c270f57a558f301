import type { Figure, Verdict } from '../figures/figure.ts';
import type { Group, Indicator } from '../rules/catalogue.ts';

const flag = (known: boolean, met: boolean): Figure => ({
  numerator: known && met ? 1n : 0n,
  denominator: known ? 1n : 0n,
  value: '',
});

/** 1/1 when every part (or as many as asked) is met, 0/1 when not, 0/0 when one has no data; a part without target does not
 *  count against it. */
export function deriveConjunction({ atLeast }: Pick<Indicator, 'atLeast'>, parts: readonly Verdict[]): Figure {
  const isMet = (verdict: Verdict): boolean => verdict === 'met' || verdict === 'not-applicable';
  const met = parts.filter(isMet).length;
  return flag(!parts.includes('no-data'), met >= (atLeast === 0 ? parts.length : atLeast));
}

/** The verdict of a group from those of its members; a member that is absent has no data. */
export function judgeGroup({ atLeast }: Pick<Group, 'atLeast'>, members: readonly (Verdict | undefined)[]): Verdict {
  const counted = members.map((verdict) => verdict ?? 'no-data').filter((verdict) => verdict !== 'not-applicable');
  if (counted.length === 0) return 'not-applicable';
  if (atLeast > 0 && counted.filter((verdict) => verdict === 'met').length >= atLeast) return 'met';
  return (['breached', 'no-data', 'at-risk'] as const).find((verdict) => counted.includes(verdict)) ?? 'met';
}
