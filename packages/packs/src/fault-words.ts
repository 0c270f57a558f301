const words = {
  'malformed-yaml': { zh: '不是有效的 YAML：{detail}', en: 'not valid YAML: {detail}' },
  'missing-key': { zh: '缺少必填项', en: 'this key is required' },
  'unknown-key': { zh: '不认识的键', en: 'this key is not known' },
  'wrong-type': { zh: '类型不对，应为 {detail}', en: 'wrong type, should be {detail}' },
  'unknown-word': { zh: '只能是：{detail}', en: 'one of: {detail}' },
  'not-in-quotes': { zh: "应为文本，请加引号：'{value}'", en: "should be text, in quotes: '{value}'" },
  empty: { zh: '不能为空', en: 'cannot be empty' },
  negative: { zh: '不能为负', en: 'cannot be negative' },
  'too-small': { zh: '太小', en: 'too small' },
  'invalid-id': { zh: '编号只能用小写字母、数字和单个连字符', en: 'lower-case letters, digits and single hyphens' },
  'invalid-decimal': { zh: '不是十进制数', en: 'not a decimal' },
  'invalid-day': { zh: '不是日期（YYYY-MM-DD）', en: 'not a day (YYYY-MM-DD)' },
  'invalid-month-day': { zh: '不是月日（MM-DD）', en: 'not a month and day (MM-DD)' },
  'invalid-time': { zh: '不是时刻（HH:MM）', en: 'not a time of day (HH:MM)' },
  'invalid-period': { zh: '不是周期', en: 'not a period' },
  'not-the-file-name': { zh: '包名应与文件名相同：{detail}', en: 'should be named as its file: {detail}' },
  'duplicate-id': { zh: '编号重复，另见 {detail}', en: 'defined twice, also at {detail}' },
  'unknown-indicator': { zh: '没有这个指标', en: 'no such indicator' },
  repeated: { zh: '重复', en: 'named twice' },
  'key-missing': { zh: '{value} 需要 {detail}', en: '{value} needs {detail}' },
  'key-not-wanted': { zh: '此处不能有 {value}（{detail}）', en: '{value} does not go with {detail}' },
  'range-empty': { zh: '上界小于下界 {detail}', en: 'upper is below value {detail}' },
  'times-not-positive': { zh: '倍数应大于 0', en: 'times must be above 0' },
  'other-is-itself': { zh: '不能与自身比较', en: 'cannot be compared with itself' },
  'order-without-itself': { zh: 'order 中应包含本指标', en: 'the order must contain the indicator itself' },
  'order-too-short': { zh: 'order 至少两项', en: 'an order has at least two members' },
  'base-judges-itself': {
    zh: '基期不能等于被判定的周期：valid_from 应晚于基期末日 {detail}',
    en: 'the base period would be compared with itself: valid_from must be after its last day {detail}',
  },
  'stages-missing': { zh: 'path 需要 stages', en: 'a path needs stages' },
  'stages-not-in-order': {
    zh: '阶段日期应递增（前一阶段 {detail}）',
    en: 'stages must be in order of days (before it: {detail})',
  },
  'days-not-in-order': { zh: '应不早于 {detail}', en: 'must not be before {detail}' },
  'targets-overlap': {
    zh: '与 {detail} 适用范围相同，有效期重叠',
    en: 'valid at the same time for the same scope as {detail}',
  },
  'percent-out-of-reach': { zh: '百分比目标在 0–100 之外', en: 'the target of a share in percent is outside 0–100' },
  'ratio-words': {
    zh: '比率（且只有比率）须写明分子和分母',
    en: 'a ratio, and only a ratio, names numerator and denominator',
  },
  'aggregation-not-for-kind': { zh: '{detail} 不能这样汇总', en: 'a {detail} cannot be aggregated so' },
  'units-met-needs-target': { zh: 'units-met 需要至少一个目标', en: 'units-met needs a target to be met' },
  'unit-not-for-kind': { zh: '{detail} 的单位不能是它', en: 'not a unit of a {detail}' },
  'items-missing': { zh: '清单须列出 items', en: 'a checklist names its items' },
  'at-least-too-high': { zh: '超过成员数 {detail}', en: 'more than the {detail} members' },
  'floor-not-positive': {
    zh: '离群下限应大于 0：为 0 时，一成不变的数列稍有变动就成离群值',
    en: 'an outlier floor must be above 0: with 0, any change of a constant series is an outlier',
  },
  'floor-out-of-reach': {
    zh: '占比最多相差 100 个百分点，下限达到 {detail} 时不会再有离群值',
    en: 'shares lie at most 100 points apart: with a floor of {detail} or more none can be an outlier',
  },
  'plausible-empty': { zh: '下限大于上限 {detail}', en: 'min is above max {detail}' },
  'derived-in-circle': { zh: '推算成环', en: 'derived from itself' },
  'derived-in-dataset': { zh: '推算的指标不能填报', en: 'a derived indicator is never pushed' },
  'members-missing': { zh: '标为完整的指标组须有成员', en: 'a complete group has members' },
  'not-in-dataset': { zh: '不在此数据集中', en: 'not in this dataset' },
  'one-wanted': { zh: '{detail} 只能有一项', en: '{detail} takes exactly one' },
  'computed-with-due': { zh: '由平台计算的数据集不能有时限', en: 'a computed dataset is never due' },
} as const;

type Words = { readonly zh: string; readonly en: string };

/** Stable code of what is wrong in a pack. */
export type PackFaultCode = keyof typeof words;

/** Every rule a pack is held to, in both languages. The codes are stable. */
export const faultWords: Readonly<Record<PackFaultCode, Words>> = words;
