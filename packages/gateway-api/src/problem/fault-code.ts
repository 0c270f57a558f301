import { say, type Language, type Texts } from '../language.ts';

/** Every reason for which a part of a request is refused, with its words. The codes are stable. */
export const faultTexts = {
  'missing-field': { zh: '缺少必填项', en: 'This field is required.' },
  'unknown-field': { zh: '不认识的字段', en: 'This field is not known.' },
  'invalid-field': { zh: '字段的类型或长度不对', en: 'This field has the wrong type or length.' },
  'unknown-org-unit': {
    zh: '组织单元不存在或不在权限范围内',
    en: 'The org unit does not exist or is out of your reach.',
  },
  'unknown-dataset': { zh: '数据集不存在', en: 'The dataset does not exist.' },
  'dataset-not-for-org-unit': {
    zh: '该类型的组织单元不填报此数据集',
    en: 'Org units of this type do not report this dataset.',
  },
  'computed-dataset': {
    zh: '此数据集由平台根据台账计算，不能填报',
    en: 'The platform computes this dataset from its ledgers; it cannot be pushed.',
  },
  'unknown-indicator': { zh: '指标不存在', en: 'The indicator does not exist.' },
  'derived-indicator': {
    zh: '该指标由其他指标推算，不能填报',
    en: 'This indicator is derived from others and cannot be pushed.',
  },
  'indicator-not-in-dataset': { zh: '该指标不属于此数据集', en: 'The indicator does not belong to this dataset.' },
  'duplicate-indicator': { zh: '同一填报中指标重复', en: 'The indicator occurs twice in one submission.' },
  'duplicate-submission': { zh: '同一请求中该填报重复', en: 'The same submission occurs twice in one request.' },
  'invalid-period': {
    zh: '周期写法不对，例如 2026-11、2026-W47',
    en: 'Not a period; write for example 2026-11 or 2026-W47.',
  },
  'period-kind-not-allowed': {
    zh: '此数据集不按这种周期填报',
    en: 'This dataset is not reported for this kind of period.',
  },
  'period-not-begun': { zh: '周期尚未开始', en: 'The period has not begun yet.' },
  'period-closed': { zh: '周期已关闭，不再接受填报', en: 'The period is closed.' },
  'invalid-value': {
    zh: '数值不对：应为不超过 2^53 的整数，或最多 9 位小数的十进制数',
    en: 'Not a value: an integer up to 2^53, or a decimal of at most 9 places.',
  },
  'missing-value': {
    zh: '缺少数值：应有分子和分母，或 value',
    en: 'A value is missing: numerator and denominator, or value.',
  },
  'ambiguous-value': {
    zh: '分子分母、value、withdrawn 只能填一种',
    en: 'Give either numerator and denominator, or value, or withdrawn.',
  },
  'value-kind-not-allowed': { zh: '该指标不是比率，应填 value', en: 'This indicator is not a ratio: give value.' },
  'negative-numerator': { zh: '分子不能为负', en: 'The numerator cannot be negative.' },
  'negative-denominator': { zh: '分母不能为负', en: 'The denominator cannot be negative.' },
  'negative-value': { zh: '数值不能为负', en: 'The value cannot be negative.' },
  'no-values': { zh: '填报没有任何数值', en: 'The submission has no values.' },
  'too-many-values': { zh: '一份填报最多 500 个数值', en: 'A submission has at most 500 values.' },
  'no-submissions': { zh: '请求中没有填报', en: 'The request has no submissions.' },
  'too-many-submissions': {
    zh: '一次最多 1000 份填报，更多请用 NDJSON',
    en: 'At most 1,000 submissions a request; send more as NDJSON.',
  },
  'category-not-supported': {
    zh: '只支持默认的分类组合',
    en: 'Only the default category option combination is supported.',
  },
  'unknown-hazard-class': {
    zh: '隐患类别应为七类之一',
    en: 'Not one of the seven classes of hazard.',
  },
  'unknown-hazard-severity': { zh: '隐患等级应为 general 或 major', en: 'A hazard is general or major.' },
  'invalid-day': { zh: '日期应写作 2026-11-21', en: 'Not a day; write for example 2026-11-21.' },
  'date-in-future': { zh: '日期不能晚于今天', en: 'The day has not come yet.' },
  'date-before-found': { zh: '日期不能早于发现日期', en: 'The day lies before the hazard was found.' },
  'evidence-missing': {
    zh: '缺少整改佐证；重大隐患还应附链接',
    en: 'Evidence is missing; a major hazard needs a link as well.',
  },
  'duplicate-hazard': { zh: '同一填报中隐患编号 ref 重复', en: 'The ref occurs twice in one submission.' },
  'too-many-hazards': { zh: '一份填报最多 200 条隐患', en: 'A submission has at most 200 hazards.' },
  'submission-too-large': {
    zh: '这份填报连同以往报来的隐患过大；请分到其他数据集或周期填报，或在台账中登记',
    en: 'With the hazards reported before, this submission is too large: report them with another one, or register them.',
  },
  'org-unit-not-reporting': {
    zh: '隐患应登记到学校等填报单位',
    en: 'Hazards are registered at schools and other reporting units.',
  },
  'note-too-long': { zh: '说明过长', en: 'The note is too long.' },
  'too-many-faults': {
    zh: '错误过多，其余的未再检查或列出',
    en: 'There are too many faults: the rest was not looked at or is not listed.',
  },
  'too-deep': { zh: 'JSON 嵌套过深', en: 'The JSON is nested too deep.' },
  'too-many-fields': { zh: '一个对象中的字段过多', en: 'An object has too many fields.' },
  'duplicate-field': { zh: '同一对象中有重复的字段', en: 'A field stands twice in one object.' },
  'malformed-json': { zh: '不是有效的 JSON', en: 'This is not valid JSON.' },
  'malformed-csv': { zh: '不是有效的 CSV', en: 'This is not valid CSV.' },
  'malformed-encoding': { zh: '文本编码应为 UTF-8 或 GB18030', en: 'The text must be UTF-8 or GB18030.' },
  'malformed-workbook': { zh: '不是有效的 XLSX 文件', en: 'This is not a valid XLSX file.' },
  'workbook-too-large': {
    zh: '工作簿解压后过大，或压缩比异常',
    en: 'The workbook is too large when unpacked, or packed beyond reason.',
  },
  'workbook-not-allowed': {
    zh: '工作簿不能加密，也不能含有宏、外部链接或嵌入的文件',
    en: 'A workbook cannot be encrypted or hold macros, external links or embedded files.',
  },
  'workbook-too-complex': {
    zh: '工作簿过于复杂，无法在限定的时间和内存内读取',
    en: 'The workbook cannot be read within the limits of time and memory.',
  },
  'not-a-template': {
    zh: '不是由本系统生成的填报模板，或其隐藏代码已被改动',
    en: 'This is no template of this system, or its hidden codes were changed.',
  },
  'too-many-org-units': {
    zh: '单位过多，请按区县或学校下载模板',
    en: 'Too many units for one workbook: ask for a district or a school.',
  },
  'missing-column': { zh: '缺少列', en: 'A column is missing.' },
  'unknown-column': { zh: '不认识的列', en: 'This column is not known.' },
  'duplicate-column': { zh: '列重复', en: 'This column occurs twice.' },
  'too-many-cells': { zh: '该行的单元格多于标题行', en: 'The row has more cells than there are headings.' },
  'line-too-long': { zh: '一行过长', en: 'The line is too long.' },
  'missing-parameter': { zh: '缺少参数', en: 'This parameter is required.' },
  'unknown-parameter': { zh: '不认识的参数', en: 'This parameter is not known.' },
  'invalid-parameter': { zh: '参数的值不对', en: 'This parameter has a wrong value.' },
  'invalid-pack': { zh: '指标包有误', en: 'The indicator pack is not right.' },
  'unknown-parent': { zh: '上级组织单元不存在', en: 'The parent org unit does not exist.' },
  'invalid-org-unit-id': {
    zh: '组织单元编号只能用小写字母、数字和连字符',
    en: 'An org unit id has lower-case letters, digits and hyphens only.',
  },
  'org-unit-cycle': { zh: '组织单元的上级关系成环', en: 'The org unit is above itself.' },
  'second-root': { zh: '只能有一个根组织单元', en: 'There can be one root only.' },
  'unknown-stretch': {
    zh: '该组织单元有变更历史，导入只能更正起始日相同的一段；其他变更请用调整、更名等操作',
    en: 'The org unit has a history: an import corrects the stretch that begins on the same day; else move or rename it.',
  },
  'org-unit-exists': { zh: '组织单元已存在', en: 'The org unit exists already.' },
  'not-open-then': { zh: '组织单元在该日不存在', en: 'The org unit does not exist on that day.' },
  'parent-not-there': {
    zh: '上级组织单元并非自该日起一直存在',
    en: 'The parent org unit does not exist all the time from that day on.',
  },
  'wrong-level': {
    zh: '组织单元的层级不对：上级须高于下级，合并须同级',
    en: 'Wrong level: a parent stands above its children, and only units of one level merge.',
  },
  'has-children': { zh: '其下仍有组织单元，不能撤销', en: 'Org units still stand below it.' },
  'child-not-placed': {
    zh: '未说明该下级组织单元归入哪个新单元',
    en: 'It is not said to which part this unit goes.',
  },
} as const satisfies Record<string, Texts>;

/** Stable code of a fault. */
export type FaultCode = keyof typeof faultTexts;

/** Every fault code. */
export const faultCodes: readonly FaultCode[] = Object.keys(faultTexts) as FaultCode[];

/** Whether a text is a fault code. */
export const isFaultCode = (text: string): text is FaultCode => Object.hasOwn(faultTexts, text);

/** The words of a fault in one language. */
export const faultText = (code: FaultCode, language: Language): string => say(faultTexts[code], language);
