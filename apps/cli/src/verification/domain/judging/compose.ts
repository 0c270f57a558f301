import { noFigure, type Figure, type Verdict } from '../figures/figure.ts';
import type { Group, Indicator } from '../rules/catalogue.ts';

const flag = (met: boolean): Figure => ({ numerator: met ? 1n : 0n, denominator: 1n, value: '' });
const countOf = (verdicts: readonly Verdict[], ...wanted: readonly Verdict[]): number =>
  verdicts.filter((verdict) => wanted.includes(verdict)).length;

/** 1/1 when as many parts as asked (or all that apply) are met, 0/1 when not, 0/0 when that hangs on parts without data. */
export function deriveConjunction({ atLeast }: Pick<Indicator, 'atLeast'>, parts: readonly Verdict[]): Figure {
  const unknown = countOf(parts, 'no-data') > 0;
  if (atLeast > 0 && countOf(parts, 'met') >= atLeast) return flag(true);
  if (unknown) return noFigure;
  return flag(atLeast === 0 && countOf(parts, 'met', 'not-applicable') === parts.length);
}

/** The verdict of a group from those of its members; a member that is absent has no data. */
export function judgeGroup({ atLeast }: Pick<Group, 'atLeast'>, members: readonly (Verdict | undefined)[]): Verdict {
  const counted = members.map((verdict) => verdict ?? 'no-data').filter((verdict) => verdict !== 'not-applicable');
  if (counted.length === 0) return 'not-applicable';
  const wanted = atLeast === 0 ? counted.length : atLeast;
  if (countOf(counted, 'met') >= wanted) return 'met';
  if (countOf(counted, 'met', 'at-risk') >= wanted) return 'at-risk';
  return countOf(counted, 'met', 'at-risk', 'no-data') >= wanted ? 'no-data' : 'breached';
}
