import { z } from 'zod';

import { idsOf, page } from '../list.ts';
import { Count, Day, Id } from '../scalar.ts';

/** Node of the effective-dated tree. `path` holds the ids from the root, each followed by "/". */
export const OrgUnit = z
  .object({
    id: Id,
    parent: Id.nullable(),
    type: z.string(),
    nameZh: z.string(),
    nameEn: z.string().nullable(),
    path: z.string(),
    validFrom: Day.nullable(),
    validTo: Day.nullable(),
    tags: z.array(z.string()),
  })
  .meta({ id: 'OrgUnit' });
export type OrgUnit = z.infer<typeof OrgUnit>;

/** An org unit with those above it, from the root down, and every place it has had and will have. The ETag is what a verb takes. */
export const OrgUnitDetail = OrgUnit.extend({
  ancestors: z.array(OrgUnit),
  places: z.array(OrgUnit).meta({ description: 'In the order of days.' }),
  successors: z.array(Id).meta({ description: 'Units that took over where it was merged or split.' }),
  predecessors: z.array(Id),
  version: Count,
}).meta({ id: 'OrgUnitDetail' });
export type OrgUnitDetail = z.infer<typeof OrgUnitDetail>;

/** How many org units can be asked for by name at once. */
export const mostNamed = 200;

/** Query of the list of org units; without `parent`, all that the caller may see. */
export const OrgUnitQuery = z.strictObject({
  parent: Id.optional(),
  type: Id.optional(),
  asOf: Day.optional(),
  ids: idsOf(mostNamed).optional().meta({ description: 'Only these, separated by commas.' }),
  ...page,
});

/** Query of one org unit. */
export const AsOfQuery = z.strictObject({ asOf: Day.optional() });

/** An org unit as an administrator adds or changes it; the path is computed. */
export const OrgUnitEntry = z
  .strictObject({
    id: z.string().regex(/^[0-9a-z][0-9a-z-]{0,39}$/, 'invalid-org-unit-id'),
    parent: Id.nullable(),
    type: Id,
    nameZh: z.string().min(1).max(200),
    nameEn: z.string().max(200).nullable().optional(),
    validFrom: Day.nullable().optional(),
    validTo: Day.nullable().optional(),
    tags: z.array(z.string().min(1).max(80)).max(50).optional(),
  })
  .meta({ id: 'OrgUnitEntry' });
export type OrgUnitEntry = z.infer<typeof OrgUnitEntry>;

/** Adds or changes org units, all or nothing; parents may come in the same request. */
export const OrgUnitImport = z
  .strictObject({ orgUnits: z.array(OrgUnitEntry).min(1).max(50_000) })
  .meta({ id: 'OrgUnitImport' });
export type OrgUnitImport = z.infer<typeof OrgUnitImport>;

/** What an import did. */
export const OrgUnitImportResult = z
  .object({ created: Count, updated: Count, unchanged: Count, version: Count })
  .meta({ id: 'OrgUnitImportResult' });
export type OrgUnitImportResult = z.infer<typeof OrgUnitImportResult>;
