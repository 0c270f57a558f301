import { z } from 'zod';

import { Count, Id, Instant, PeriodText } from '../scalar.ts';

/** By when a period of a dataset is due. `provisional`: it counts working days of a year whose holidays are not published yet. */
export const DuePeriod = z
  .object({
    dataset: Id,
    period: PeriodText.nullable().meta({ description: 'Null: nothing is due.' }),
    dueAt: Instant.nullable(),
    provisional: z.boolean(),
    reminders: z.array(Instant),
    expected: Count.meta({ description: 'Units of the subtree that are expected to report.' }),
  })
  .meta({ id: 'DuePeriod' });
export type DuePeriod = z.infer<typeof DuePeriod>;

/** Query of a due time; without `period`, that of the period which is due next. */
export const DueQuery = z.strictObject({ orgUnit: Id.optional(), period: PeriodText.optional() });
