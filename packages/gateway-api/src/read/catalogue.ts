import { z } from 'zod';

import { numberedPage, page } from '../list.ts';
import { Comparator, Count, Day, Id, Instant, Severity } from '../scalar.ts';

/** Where a definition was taken from: document and the words in it. */
export const Source = z.object({ file: z.string(), phrase: z.string() }).meta({ id: 'Source' });
export type Source = z.infer<typeof Source>;

/** A defined quantity. Not empty `conjunctionOf`: derived from those, never pushed. */
export const Indicator = z
  .object({
    id: Id,
    pack: Id,
    nameZh: z.string(),
    nameEn: z.string(),
    kind: z.enum(['ratio', 'count', 'amount', 'score', 'milestone', 'open-items', 'checklist']),
    unit: z.string(),
    aggregation: z.enum(['ratio-of-sums', 'units-met', 'sum', 'mean', 'max', 'latest', 'none']),
    conjunctionOf: z.array(Id),
    numeratorZh: z.string(),
    denominatorZh: z.string(),
    source: Source.nullable(),
    note: z.string(),
    direction: z.enum(['up', 'down', 'neutral']),
    atLeast: Count.meta({ description: 'Of conjunctionOf at least so many must be met; 0: all.' }),
    items: z.array(z.string()),
    plausibleMin: z.string().nullable(),
    plausibleMax: z.string().nullable(),
    outlierFloor: z.string().nullable(),
    owners: z.array(z.string()),
  })
  .meta({ id: 'Indicator' });
export type Indicator = z.infer<typeof Indicator>;

/** What a figure is compared with, where and when. `soft` targets only warn. */
export const Target = z
  .object({
    id: z.string(),
    indicator: Id,
    comparator: Comparator,
    value: z.string().nullable(),
    upper: z.string().nullable(),
    severity: Severity,
    soft: z.boolean(),
    validFrom: Day.nullable(),
    validTo: Day.nullable(),
    due: Day.nullable(),
    scope: z.array(Id),
    source: Source.nullable(),
    types: z.array(z.string()),
    tags: z.array(z.string()),
    measure: z.enum(['figure', 'change-points', 'change-percent', 'each-child', 'spread', 'rounds']),
    base: z.enum(['period-before', 'last-year', 'fixed']).nullable(),
    basePeriod: z.string().nullable(),
    other: Id.nullable(),
    times: z.string(),
    order: z.array(Id),
    before: z.string().nullable(),
    path: z
      .object({
        kind: z.enum(['linear', 'stepwise', 'listed']),
        stages: z.array(z.object({ on: Day, value: z.string() })),
      })
      .nullable(),
    projected: z.boolean(),
    owners: z.array(z.string()),
  })
  .meta({ id: 'Target' });
export type Target = z.infer<typeof Target>;

/** A named, ordered set of indicators, met when all members are met. */
export const Group = z
  .object({
    id: Id,
    pack: Id,
    nameZh: z.string(),
    nameEn: z.string(),
    members: z.array(Id),
    complete: z.boolean().meta({ description: 'False: its source names the group without naming all members.' }),
    source: Source.nullable(),
    atLeast: Count.meta({ description: 'Met when at least so many members are; 0: all.' }),
  })
  .meta({ id: 'Group' });
export type Group = z.infer<typeof Group>;

/** By when a dataset is to be reported, counted from the last day of the period. */
export const Due = z
  .object({
    days: Count,
    workingDays: z.boolean(),
    at: z.string(),
    remindBefore: z.array(Count),
    remindAfter: z.array(Count),
    validFrom: Day.nullable().meta({ description: 'Periods that end before it are not due.' }),
  })
  .meta({ id: 'Due' });
export type Due = z.infer<typeof Due>;

/** Who reports which indicators for which kinds of period. */
export const Dataset = z
  .object({
    id: Id,
    pack: Id,
    nameZh: z.string(),
    nameEn: z.string(),
    indicators: z.array(Id),
    reportedBy: z.array(z.string()),
    periodKinds: z.array(z.string()),
    rollsUp: z.boolean(),
    due: Due.nullable(),
    computed: z.boolean(),
    checks: z.array(
      z.object({
        id: Id,
        kind: z.enum(['sum', 'at-most', 'agree']),
        left: Id,
        right: z.array(Id),
        tolerance: z.string(),
      }),
    ),
    validFrom: Day.nullable(),
    validTo: Day.nullable(),
  })
  .meta({ id: 'Dataset' });
export type Dataset = z.infer<typeof Dataset>;

/** A versioned set of indicators, groups and targets, with its groups. */
export const Pack = z
  .object({
    id: Id,
    version: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    change: z.string().meta({ description: 'Why it was changed last.' }),
    since: Instant.nullable().meta({ description: 'Since when it stands as it stands.' }),
    groups: z.array(Group),
  })
  .meta({ id: 'Pack' });
export type Pack = z.infer<typeof Pack>;

/** One version of the catalogue that is or was in force, with the packs that came or changed with it. */
export const CatalogueVersion = z
  .object({
    version: Count,
    since: Instant.nullable(),
    changed: z.array(z.object({ id: Id, version: z.string(), nameZh: z.string(), change: z.string() })),
  })
  .meta({ id: 'CatalogueVersion' });
export type CatalogueVersion = z.infer<typeof CatalogueVersion>;

/** The whole catalogue in one version. */
export const Catalogue = z
  .object({
    version: Count,
    packs: z.array(Pack),
    indicators: z.array(Indicator),
    targets: z.array(Target),
    datasets: z.array(Dataset),
  })
  .meta({ id: 'Catalogue' });
export type Catalogue = z.infer<typeof Catalogue>;

const asItWas = {
  version: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: 'A version that was in force; absent: the newest.' }),
};

/** Query of the lists of the catalogue. */
export const CatalogueQuery = z.strictObject({ pack: Id.optional(), ...page, ...asItWas });

/** Query of the versions. */
export const CatalogueVersionQuery = z.strictObject(numberedPage);

/** Query of the targets. */
export const TargetQuery = z.strictObject({
  pack: Id.optional(),
  indicator: Id.optional(),
  ...numberedPage,
  ...asItWas,
});
