import { z } from 'zod';

import { Count, Id, Instant, PeriodText, Verdict } from '../scalar.ts';
import { ScorecardItem } from './scorecard.ts';

/** One submission a figure was made of. */
export const TraceStep = z
  .object({
    orgUnit: Id,
    name: z.string(),
    submission: z.string(),
    revision: z.int().min(1),
    receivedAt: Instant.nullable(),
    numerator: Count.optional(),
    denominator: Count.optional(),
    value: z.string().nullable(),
    verdict: Verdict,
  })
  .meta({ id: 'TraceStep' });
export type TraceStep = z.infer<typeof TraceStep>;

/** A figure down to each submission and revision it was made of. */
export const Trace = z
  .object({
    orgUnit: Id,
    indicator: Id,
    period: z.string(),
    figure: ScorecardItem.nullable(),
    steps: z.array(TraceStep),
  })
  .meta({ id: 'Trace' });
export type Trace = z.infer<typeof Trace>;

/** Query of a trace. */
export const TraceQuery = z.strictObject({
  orgUnit: Id,
  indicator: Id,
  period: PeriodText,
  dataset: Id.optional(),
});
