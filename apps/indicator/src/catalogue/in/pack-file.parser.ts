import { err, ok, type Result } from '@xiaomai/kernel';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Dataset, Group, Indicator, Pack, Source, Target } from '../domain/catalogue.ts';
import { parseDecimal, type Decimal } from '../domain/decimal.ts';

const id = z.string().regex(/^[0-9a-z]+(-[0-9a-z]+)*$/, 'lower-case letters, digits and single hyphens');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day: YYYY-MM-DD');
const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const source = z.strictObject({ file: z.string().min(1), phrase: z.string().min(1) });
const decimal = z.string().transform((text, context): Decimal => {
  const value = parseDecimal(text);
  if (value !== undefined) return value;
  context.addIssue({ code: 'custom', message: `a decimal in quotes, not ${text}` });
  return z.NEVER;
});

const target = z
  .strictObject({
    comparator: z.enum(['at-least', 'at-most', 'above', 'below', 'equals', 'range', 'zero']),
    value: decimal.optional(),
    upper: decimal.optional(),
    severity: z.enum(['notice', 'warning', 'major', 'critical']).default('warning'),
    soft: z.boolean().default(false),
    valid_from: day.default(''),
    valid_to: day.default(''),
    due: day.default(''),
    scope: z.array(z.string()).default([]),
    source: source.optional(),
    note: z.string().default(''),
  })
  .refine((t) => t.comparator === 'zero' || t.value !== undefined, 'needs a value')
  .refine((t) => (t.comparator === 'range') === (t.upper !== undefined), 'upper goes with range, and only with it');

const indicator = z.strictObject({
  id,
  name: words,
  kind: z.enum(['ratio', 'count', 'amount', 'score', 'milestone']),
  unit: z.string().min(1),
  aggregation: z.enum(['ratio-of-sums', 'units-met', 'sum', 'none']),
  conjunction_of: z.array(id).default([]),
  numerator: z.string().default(''),
  denominator: z.string().default(''),
  source: source.optional(),
  note: z.string().default(''),
  targets: z.array(target).default([]),
});

const pack = z.strictObject({
  pack: id,
  version: z.union([z.string(), z.number()]).transform(String),
  name: words,
  indicators: z.array(indicator).default([]),
  groups: z
    .array(
      z.strictObject({
        id,
        name: words,
        members: z.array(id).default([]),
        complete: z.boolean(),
        source: source.optional(),
      }),
    )
    .default([]),
  datasets: z
    .array(
      z.strictObject({
        id,
        name: words,
        indicators: z.array(id).min(1),
        reported_by: z.array(z.string()).min(1),
        period_kinds: z.array(z.string()).min(1),
        rolls_up: z.boolean(),
      }),
    )
    .default([]),
});

type PackFile = z.infer<typeof pack>;

const zero: Decimal = { mantissa: 0n, scale: 0 };
const one: Decimal = { mantissa: 1n, scale: 0 };
const sourceOf = (given: Source | undefined): Source | undefined => given;

function targetsOf(file: PackFile['indicators'][number]): readonly Target[] {
  return file.targets.map((given, index) => ({
    id: `${file.id}@${index + 1}`,
    indicator: file.id,
    comparator: given.comparator,
    value: given.value ?? zero,
    upper: given.upper,
    severity: given.severity,
    soft: given.soft,
    validFrom: given.valid_from,
    validTo: given.valid_to,
    due: given.due,
    scope: given.scope,
    source: sourceOf(given.source),
    types: [],
    tags: [],
    measure: 'figure',
    base: 'none',
    basePeriod: '',
    other: '',
    times: one,
    order: [],
    before: '',
    path: undefined,
    projected: false,
    owners: [],
  }));
}

const indicatorOf =
  (packId: string) =>
  (file: PackFile['indicators'][number]): Indicator => ({
    id: file.id,
    pack: packId,
    nameZh: file.name.zh,
    nameEn: file.name.en,
    kind: file.kind,
    unit: file.unit,
    aggregation: file.aggregation,
    conjunctionOf: file.conjunction_of,
    numeratorZh: file.numerator,
    denominatorZh: file.denominator,
    source: sourceOf(file.source),
    note: file.note,
    direction: 'neutral',
    atLeast: 0,
    items: [],
    plausibleMin: undefined,
    plausibleMax: undefined,
    outlierFloor: undefined,
    owners: [],
  });

const groupOf =
  (packId: string) =>
  ({ name, ...file }: PackFile['groups'][number]): Group => ({
    ...file,
    pack: packId,
    nameZh: name.zh,
    nameEn: name.en,
    source: sourceOf(file.source),
    atLeast: 0,
  });

const datasetOf =
  (packId: string) =>
  (file: PackFile['datasets'][number]): Dataset => ({
    id: file.id,
    pack: packId,
    nameZh: file.name.zh,
    nameEn: file.name.en,
    indicators: file.indicators,
    reportedBy: file.reported_by,
    periodKinds: file.period_kinds,
    rollsUp: file.rolls_up,
    due: undefined,
    computed: false,
    checks: [],
    validFrom: '',
    validTo: '',
  });

/** Reads a pack file; or every fault of it, each with its place. */
export function parsePackFile(text: string): Result<Pack, readonly string[]> {
  const parsed = pack.safeParse(parse(text));
  if (!parsed.success) {
    return err(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const file = parsed.data;
  return ok({
    id: file.pack,
    version: file.version,
    nameZh: file.name.zh,
    nameEn: file.name.en,
    change: '',
    indicators: file.indicators.map(indicatorOf(file.pack)),
    targets: file.indicators.flatMap(targetsOf),
    groups: file.groups.map(groupOf(file.pack)),
    datasets: file.datasets.map(datasetOf(file.pack)),
  });
}
