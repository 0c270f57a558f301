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

type Told = Omit<WireFinding, 'code' | 'indicator' | 'check'>;
type Detail = (told: Told) => Finding['detail'];

const spread = ({ spread: text, floored }: Told): Finding['detail'] =>
  floored
    ? { zh: `绝对中位差不足下限，按 ${text} 计`, en: `the median deviation is below the floor of ${text}` }
    : { zh: `绝对中位差 ${text}`, en: `the median deviation is ${text}` };

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
  'outlier-own': (told) => ({
    zh: `${told.found} 明显偏离本单位以往水平：此前有数据的 ${told.among} 期，中位数 ${told.expected}，${spread(told).zh}`,
    en: `${told.found} is far from the unit's own past: in ${told.among} periods before, the median is ${told.expected}, ${spread(told).en}`,
  }),
  'outlier-peers': (told) => ({
    zh: `${told.found} 明显偏离同区县同类单位：其他有数据的 ${told.among} 家，中位数 ${told.expected}，${spread(told).zh}`,
    en: `${told.found} is far from the units of its type in the district: of ${told.among} others, the median is ${told.expected}, ${spread(told).en}`,
  }),
};

/** What an outlier was held against; absent of other findings. */
export const outlierFromWire = ({
  spread,
  floored,
  among,
}: WireFinding): Pick<Finding, 'spread' | 'floored' | 'among'> => (among === 0 ? {} : { spread, floored, among });

/** Findings with their words; one of a kind that is not known here is left out. */
export const findingsFromWire = (findings: readonly WireFinding[]): Finding[] =>
  findings.flatMap((wire) => {
    const code = Finding.shape.code.safeParse(wire.code);
    if (!code.success) return [];
    const { indicator, found, expected } = wire;
    return [
      { code: code.data, indicator, found, expected, ...outlierFromWire(wire), detail: details[code.data](wire) },
    ];
  });
