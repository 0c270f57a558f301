import type { Finding as WireFinding } from '@xiaomai/contracts/scorecard';
import { Finding } from '@xiaomai/gateway-api/scorecard';
import { valueText } from '@xiaomai/gateway-api/figure';

/** An instant of the wire (Unix milliseconds, 0 = none). */
export const instantOrNull = (ms: number): string | null => (ms === 0 ? null : new Date(ms).toISOString());

/** An instant that is always there. */
export const instant = (ms: number): string => new Date(ms).toISOString();

/** Proto's empty text as null. */
export const textOrNull = (text: string): string | null => (text === '' ? null : text);

type WireFigure = { readonly numerator: number; readonly denominator: number; readonly value: string };
type Figure = { value: string | null; numerator?: number; denominator?: number };

/** A figure as the API shows it: a ratio keeps its two numbers. */
export function figureFromWire(wire: WireFigure): Figure {
  const value = valueText(wire);
  const isRatio = wire.value === '' && (wire.denominator !== 0 || wire.numerator !== 0);
  return isRatio ? { value, numerator: wire.numerator, denominator: wire.denominator } : { value };
}

type Told = Pick<WireFinding, 'found' | 'expected'>;
type Detail = (told: Told) => Finding['detail'];

const details: Record<Finding['code'], Detail> = {
  'numerator-exceeds-denominator': ({ found, expected }) => ({
    zh: `分子 ${found} 大于分母 ${expected}`,
    en: `the numerator ${found} is greater than the denominator ${expected}`,
  }),
  'rate-mismatch': ({ found, expected }) => ({
    zh: `填报的比率 ${found} 与按分子、分母计算的 ${expected} 不符`,
    en: `the stated rate ${found} is not the ${expected} that numerator and denominator give`,
  }),
  'total-mismatch': ({ found, expected }) => ({
    zh: `合计 ${found} 不等于各项之和 ${expected}`,
    en: `the total ${found} is not the sum of its parts, ${expected}`,
  }),
  'exceeds-other': ({ found, expected }) => ({
    zh: `${found} 超过了不应超过的 ${expected}`,
    en: `${found} exceeds ${expected}, which it may not`,
  }),
  disagrees: ({ found, expected }) => ({
    zh: `${found} 与对照值 ${expected} 相差过大`,
    en: `${found} is too far from ${expected}, which it is compared with`,
  }),
  implausible: ({ found, expected }) => ({
    zh: `${found} 超出合理范围（界限 ${expected}）`,
    en: `${found} is beyond what is plausible (${expected})`,
  }),
  'outlier-own': ({ found, expected }) => ({
    zh: `${found} 明显偏离本单位以往的水平（中位数 ${expected}）`,
    en: `${found} is far from the unit's own past (median ${expected})`,
  }),
  'outlier-peers': ({ found, expected }) => ({
    zh: `${found} 明显偏离同类单位的水平（中位数 ${expected}）`,
    en: `${found} is far from its peers (median ${expected})`,
  }),
};

/** Findings with their words; one of a kind that is not known here is left out. */
export const findingsFromWire = (findings: readonly WireFinding[]): Finding[] =>
  findings.flatMap(({ code, indicator, found, expected }) => {
    const known = Finding.shape.code.safeParse(code);
    if (!known.success) return [];
    return [{ code: known.data, indicator, found, expected, detail: details[known.data]({ found, expected }) }];
  });
