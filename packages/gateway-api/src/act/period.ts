import { z } from 'zod';

import { page } from '../list.ts';
import { Id, Instant, PeriodText } from '../scalar.ts';

/** Something that was decided on a period. */
export const PeriodDecision = z
  .object({ at: Instant, by: z.string(), kind: z.enum(['closed', 'reopened']), reason: z.string() })
  .meta({ id: 'PeriodDecision' });
export type PeriodDecision = z.infer<typeof PeriodDecision>;

/** A period of a dataset that was closed, or opened again, for an org unit and all below it; `history` oldest first. Of several
 *  decisions on the way from a school to the root the latest one counts. */
export const DecidedPeriod = z
  .object({
    dataset: Id,
    period: PeriodText,
    orgUnit: Id,
    state: z.enum(['closed', 'open']),
    history: z.array(PeriodDecision),
  })
  .meta({ id: 'DecidedPeriod' });
export type DecidedPeriod = z.infer<typeof DecidedPeriod>;

/** For which org unit a period is closed or reopened, and why. */
export const PeriodOrder = z
  .strictObject({ orgUnit: Id, reason: z.string().trim().min(1, 'missing-field').max(500) })
  .meta({ id: 'PeriodOrder' });
export type PeriodOrder = z.infer<typeof PeriodOrder>;

/** Query of the decisions; without `orgUnit`, those that concern the caller's own. */
export const PeriodQuery = z.strictObject({ orgUnit: Id.optional(), ...page });
