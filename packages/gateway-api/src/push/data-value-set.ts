import { z } from 'zod';

import { Id } from '../scalar.ts';
import { Receipt } from './receipt.ts';

const Stated = z.union([z.string(), z.number(), z.boolean()]);

/** One data value of DHIS2. `dataElement` is an indicator, with `.numerator` or `.denominator` for the parts of a ratio. */
export const DataValue = z
  .object({
    dataElement: z.string().meta({ example: 'safety-guard-staffing-rate.numerator' }),
    value: Stated.optional().meta({ description: 'May be left out of what is deleted.' }),
    period: z.string().optional(),
    orgUnit: Id.optional(),
    categoryOptionCombo: z.string().optional().meta({ description: 'Only the default one.' }),
    attributeOptionCombo: z.string().optional().meta({ description: 'Only the default one.' }),
    comment: z.string().optional(),
    deleted: z.boolean().optional().meta({ description: 'Takes the figure back; a ratio with one of its parts.' }),
  })
  .meta({ id: 'DataValue' });
export type DataValue = z.infer<typeof DataValue>;

/** A data value set as DHIS2 sends it; periods as 202611, 2026W47, 2026Q4, 2026S2, 2026, 20261121, 2026Sep (a school year), or as ours. */
export const DataValueSet = z
  .object({
    dataSet: Id.optional(),
    completeDate: z.string().optional().meta({ description: 'Is not needed: what is complete is computed.' }),
    period: z.string().optional().meta({ example: '202611' }),
    orgUnit: Id.optional(),
    attributeOptionCombo: z.string().optional(),
    dataValues: z.array(DataValue).min(1).max(100_000),
  })
  .meta({ id: 'DataValueSet' });
export type DataValueSet = z.infer<typeof DataValueSet>;

/** One fault in the words of DHIS2: what it is about, the text, our stable code. */
export const ImportConflict = z
  .object({
    object: z.string(),
    value: z.string(),
    errorCode: z.string(),
    property: z.string().meta({ description: 'JSON pointer.' }),
    indexes: z.array(z.int()).optional(),
  })
  .meta({ id: 'ImportConflict' });
export type ImportConflict = z.infer<typeof ImportConflict>;

/** The answer to a data value set: imported + updated + deleted + ignored = data values sent. */
export const ImportSummary = z
  .object({
    responseType: z.literal('ImportSummary'),
    status: z.enum(['SUCCESS', 'WARNING', 'ERROR']),
    importCount: z.object({ imported: z.int(), updated: z.int(), ignored: z.int(), deleted: z.int() }),
    conflicts: z.array(ImportConflict),
    receipts: z.array(Receipt),
  })
  .meta({ id: 'ImportSummary' });
export type ImportSummary = z.infer<typeof ImportSummary>;
