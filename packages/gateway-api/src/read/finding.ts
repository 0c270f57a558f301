import { z } from 'zod';

import { Count, Id } from '../scalar.ts';

/** Something that does not fit, beside the verdicts: a contradiction, or an outlier. */
export const Finding = z
  .object({
    code: z.enum([
      ...(['numerator-exceeds-denominator', 'rate-mismatch', 'total-mismatch', 'exceeds-other'] as const),
      ...(['disagrees', 'implausible', 'outlier-own', 'outlier-peers'] as const),
    ]),
    indicator: Id,
    found: z.string(),
    expected: z.string(),
    spread: z
      .string()
      .optional()
      .meta({ description: 'Of an outlier: the MAD of the figures it was held against; `expected` is their median.' }),
    floored: z.boolean().optional().meta({
      description: 'Of an outlier: those lie closer together than the floor of the indicator, which is the spread.',
    }),
    among: Count.optional().meta({ description: 'Of an outlier: how many figures it was held against.' }),
    detail: z.object({ zh: z.string(), en: z.string() }),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof Finding>;

/** A finding as it is kept: decimal texts; of an outlier also how far how many others lie apart. */
export type KeptFinding = {
  readonly code: string;
  readonly indicator: string;
  readonly found: string;
  readonly expected: string;
  readonly spread: string;
  readonly floored: boolean;
  readonly among: number;
};

type Told = Omit<KeptFinding, 'code' | 'indicator'>;
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
export const outlierOf = ({ spread, floored, among }: KeptFinding): Pick<Finding, 'spread' | 'floored' | 'among'> =>
  among === 0 ? {} : { spread, floored, among };

/** Findings with their words; one of a kind that is not known here is left out. */
export const findingsOf = (findings: readonly KeptFinding[]): Finding[] =>
  findings.flatMap((kept) => {
    const code = Finding.shape.code.safeParse(kept.code);
    if (!code.success) return [];
    const { indicator, found, expected } = kept;
    return [{ code: code.data, indicator, found, expected, ...outlierOf(kept), detail: details[code.data](kept) }];
  });
