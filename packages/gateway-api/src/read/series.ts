import { z } from 'zod';

import { Id, PeriodText } from '../scalar.ts';
import { ScorecardItem } from './scorecard.ts';

/** One point in time; `change` is against the point before it and the same period a year before, in the unit of the figure. */
export const SeriesPoint = z
  .object({
    period: z.string(),
    item: ScorecardItem.nullable(),
    changeFromPrevious: z.string().nullable(),
    changeFromLastYear: z.string().nullable(),
  })
  .meta({ id: 'SeriesPoint' });
export type SeriesPoint = z.infer<typeof SeriesPoint>;

/** An indicator of one org unit over time, oldest first. */
export const Series = z.object({ indicator: Id, orgUnit: Id, points: z.array(SeriesPoint) }).meta({ id: 'Series' });
export type Series = z.infer<typeof Series>;

/** Query of a series; `from` and `to` are periods of the same kind, both included. */
export const SeriesQuery = z.strictObject({ orgUnit: Id, from: PeriodText, to: PeriodText, dataset: Id.optional() });
