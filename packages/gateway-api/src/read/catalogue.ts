import { z } from 'zod';

import { page } from '../list.ts';
import { Comparator, Count, Day, Id, Severity } from '../scalar.ts';

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
    kind: z.enum(['ratio', 'count', 'amount', 'score', 'milestone']),
    unit: z.string(),
    aggregation: z.enum(['ratio-of-sums', 'units-met', 'sum', 'none']),
    conjunctionOf: z.array(Id),
    numeratorZh: z.string(),
    denominatorZh: z.string(),
    source: Source.nullable(),
    note: z.string(),
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
  })
  .meta({ id: 'Group' });
export type Group = z.infer<typeof Group>;

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
  })
  .meta({ id: 'Dataset' });
export type Dataset = z.infer<typeof Dataset>;

/** A versioned set of indicators, groups and targets, with its groups. */
export const Pack = z
  .object({ id: Id, version: z.string(), nameZh: z.string(), nameEn: z.string(), groups: z.array(Group) })
  .meta({ id: 'Pack' });
export type Pack = z.infer<typeof Pack>;

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

/** Query of the lists of the catalogue. */
export const CatalogueQuery = z.strictObject({ pack: Id.optional(), ...page });

/** Query of the targets. */
export const TargetQuery = z.strictObject({ pack: Id.optional(), indicator: Id.optional(), ...page });
