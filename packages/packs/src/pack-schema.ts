import * as z from 'zod';

// A message is the code of the fault: see fault.ts.
const id = z
  .string()
  .regex(/^[0-9a-z]+(-[0-9a-z]+)*$/, 'invalid-id')
  .describe('Lower-case letters, digits and single hyphens; unique over all packs.');
const text = z.string().min(1, 'empty');
const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'invalid-day');
const decimal = z
  .string()
  .regex(/^[+-]?\d+(\.\d+)?$/, 'invalid-decimal')
  .describe("A decimal as text, in quotes: '100', '38.6'.");
const words = z.strictObject({ zh: text, en: text });
const source = z
  .strictObject({ file: text, phrase: text })
  .describe('出处: the document, and a short phrase that can be searched for in it.');
const ids = z.array(id).default([]);
const texts = z.array(text).default([]);
const count = z.int().min(0, 'negative');
const orgUnitId = z.string().regex(/^[0-9a-z]+(-[0-9a-z]+)*$/, 'invalid-id');

const path = z
  .strictObject({
    kind: z
      .enum(['linear', 'stepwise', 'listed'])
      .describe(
        'linear: straight lines between the stages; stepwise: the last stage reached; listed: only in the period of a stage.',
      ),
    stages: z.array(z.strictObject({ on: day, value: decimal })),
  })
  .describe('阶段目标: values to be reached by days, in order.');

/** A target as it is written; decimals are text. */
export const targetSchema = z.strictObject({
  comparator: z.enum([
    ...(['at-least', 'at-most', 'above', 'below', 'equals', 'range', 'zero'] as const),
    ...(['non-decreasing', 'non-increasing', 'at-least-other', 'at-most-other', 'ordered', 'once-before'] as const),
  ]),
  value: decimal.optional(),
  upper: decimal.optional().describe('Upper bound of a range.'),
  severity: z.enum(['notice', 'warning', 'major', 'critical']).default('warning'),
  soft: z.boolean().default(false).describe('力争: a miss warns and raises no alert.'),
  scope: z.array(orgUnitId).default([]).describe('Org units whose subtree it is for; absent: everywhere.'),
  types: texts.describe('Types of org unit it is for; absent: every.'),
  tags: texts.describe('Tags of org unit it is for; absent: every.'),
  valid_from: day.optional().describe('First day on which it judges.'),
  valid_to: day.optional().describe('Last day on which it judges.'),
  due: day.optional().describe('Day by which it must be reached; a miss before it is at-risk.'),
  projected: z.boolean().default(false).describe('At risk when the trend of the own past misses it by `due`.'),
  measure: z
    .enum(['figure', 'change-points', 'change-percent', 'each-child', 'spread', 'rounds'])
    .default('figure')
    .describe('What of the figure is held against the target.'),
  base: z.enum(['period-before', 'last-year', 'fixed']).optional().describe('The own period it is compared with.'),
  base_period: z.string().optional().describe('Of base `fixed`: a period that ends before the target begins.'),
  other: z
    .strictObject({ indicator: id, times: decimal.default('1') })
    .optional()
    .describe('The other quantity, taken `times`.'),
  order: ids.describe('Of `ordered`: indicators, lowest first.'),
  before: z
    .string()
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'invalid-month-day')
    .optional()
    .describe('Of `once-before`: MM-DD.'),
  path: path.optional(),
  owners: texts.describe('责任部门'),
  source: source.optional(),
  note: z.string().default(''),
});
export type TargetFile = z.infer<typeof targetSchema>;

const indicatorShape = {
  id,
  name: words,
  kind: z.enum(['ratio', 'count', 'amount', 'score', 'open-items', 'milestone', 'checklist']),
  unit: text.describe('percent (a ratio × 100), count, yuan, …'),
  aggregation: z
    .enum(['ratio-of-sums', 'units-met', 'sum', 'mean', 'max', 'latest', 'none'])
    .describe("How children make their parent's figure."),
  direction: z.enum(['up', 'down', 'neutral']).default('neutral').describe('Which way is better.'),
  numerator: z.string().default('').describe('Of a ratio: what is counted, in the words of who fills it in.'),
  denominator: z.string().default('').describe('Of a ratio: out of what.'),
  items: texts.describe('Of a checklist: its items, in order.'),
  conjunction_of: ids.describe('Derived: met when these of the same submission are met; never pushed.'),
  at_least: z.int().min(1, 'too-small').optional().describe('Of conjunction_of at least so many; absent: all.'),
  plausible: z
    .strictObject({ min: decimal.optional(), max: decimal.optional() })
    .optional()
    .describe('Values outside are a finding.'),
  outlier_floor: decimal
    .optional()
    .describe(
      'Looks for outliers against the own past and the peers: the least spread (MAD) assumed, above 0, in the unit. Absent: not looked for.',
    ),
  owners: texts.describe('责任部门'),
  source: source.optional(),
  note: z.string().default(''),
};

/** A group as it is written. */
export const groupSchema = z.strictObject({
  id,
  name: words,
  members: ids,
  complete: z.boolean().describe('false: its source names the group without naming all members.'),
  at_least: z.int().min(1, 'too-small').optional().describe('Met when so many members are; absent: all.'),
  source: source.optional(),
});
export type GroupFile = z.infer<typeof groupSchema>;

/** A check within one submission as it is written. */
export const checkSchema = z.strictObject({
  id,
  kind: z
    .enum(['sum', 'at-most', 'agree'])
    .describe('sum: left = sum of right; at-most: left ≤ right; agree: apart by at most the tolerance.'),
  left: id,
  right: z.array(id).min(1, 'empty'),
  tolerance: decimal.optional(),
});
export type CheckFile = z.infer<typeof checkSchema>;

const due = z
  .strictObject({
    days: count.describe('Days after the last day of the period.'),
    working_days: z.boolean().default(false).describe('Counts working days, with holidays and make-up days.'),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'invalid-time')
      .default('18:00'),
    remind_before: z.array(count).default([]).describe('Days before the due time at which a reminder goes out.'),
    remind_after: z.array(count).default([]).describe('Days after the due time at which a reminder goes out.'),
    valid_from: day
      .optional()
      .describe('Periods that end before it are not due; absent: as the dataset; one of both is needed.'),
  })
  .describe('By when it is due; absent: voluntary, never late.');

/** A dataset as it is written. */
export const datasetSchema = z.strictObject({
  id,
  name: words,
  indicators: z.array(id).min(1, 'empty'),
  reported_by: z.array(text).min(1, 'empty').describe('Types of org unit that report it.'),
  period_kinds: z
    .array(z.enum(['day', 'week', 'month', 'quarter', 'half-year', 'year', 'term', 'school-year', 'years']))
    .min(1, 'empty'),
  rolls_up: z.boolean().describe('Whether its figures rise up the tree.'),
  due: due.optional(),
  computed: z.boolean().default(false).describe('Computed by the platform, never pushed.'),
  checks: z.array(checkSchema).default([]),
  valid_from: day.optional(),
  valid_to: day.optional(),
});
export type DatasetFile = z.infer<typeof datasetSchema>;

const head = {
  pack: id.describe('The name of the file without .yaml.'),
  version: text.describe('Text: in quotes.'),
  change: z.string().default('').describe('Why it was changed; needed when the change reaches into the past.'),
  name: words,
};
const list = z.array(z.unknown()).default([]);

/** The top of a pack alone; its lists unread. */
export const packHead = z.strictObject({ ...head, indicators: list, groups: list, datasets: list });
export type PackHead = z.infer<typeof packHead>;

/** An indicator; its targets unread. */
export const indicatorHead = z.strictObject({ ...indicatorShape, targets: list });
export type IndicatorHead = z.infer<typeof indicatorHead>;

/** An indicator with its targets. */
export const indicatorSchema = z.strictObject({ ...indicatorShape, targets: z.array(targetSchema).default([]) });
export type IndicatorFile = z.infer<typeof indicatorSchema>;

/** A whole pack. */
export const packSchema = z.strictObject({
  ...head,
  indicators: z.array(indicatorSchema).default([]),
  groups: z.array(groupSchema).default([]),
  datasets: z.array(datasetSchema).default([]),
});
export type PackFile = z.infer<typeof packSchema>;
