import type { Comparator } from '@xiaomai/gateway-api/scalar';
import { unitText } from '../format/unit-text.ts';
import type { Say } from '../words/words.ts';

type Judged = { readonly comparator: Comparator | null; readonly target: string | null; readonly unit: string };

const signs: Record<Comparator, string> = {
  'at-least': '≥ ',
  'at-most': '≤ ',
  above: '> ',
  below: '< ',
  equals: '',
  range: '',
  zero: '',
  'non-decreasing': '≥ ',
  'non-increasing': '≤ ',
  'at-least-other': '≥ ',
  'at-most-other': '≤ ',
  ordered: '',
  'once-before': '',
};

/** What a figure must be: "100%", "≥ 95%", "0"; undefined where there is no target. */
export function targetText({ comparator, target, unit }: Judged, say: Say): string | undefined {
  if (comparator === null) return undefined;
  if (comparator === 'zero') return '0';
  if (target === null || target === '') return undefined;
  return `${signs[comparator]}${target}${unitText(unit, say)}`;
}
