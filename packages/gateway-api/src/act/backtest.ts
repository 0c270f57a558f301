import { z } from 'zod';

import { Due, Target } from '../read/catalogue.ts';
import { ScorecardItem } from '../read/scorecard.ts';
import { Count, Day, Id, Instant, PeriodText, Severity, Verdict } from '../scalar.ts';

/** Packs to be tried over the stored past before they are in force: the files given are new or take the place of those of the
 *  same name. Looked at is what ended from the first day of `from` to the last day of `to`, below `orgUnit` (absent: the
 *  caller's own). `changes`: how many changed verdicts and arrivals are told one by one (absent: 1,000); all are counted. */
export const BacktestOrder = z
  .strictObject({
    packs: z
      .array(z.strictObject({ name: z.string().regex(/^[a-z0-9-]+\.yaml$/), text: z.string() }))
      .min(1, 'missing-field')
      .max(100),
    orgUnit: Id.optional(),
    from: PeriodText,
    to: PeriodText,
    changes: z.int().min(1).max(100_000).optional(),
  })
  .meta({ id: 'BacktestOrder' });
export type BacktestOrder = z.infer<typeof BacktestOrder>;

/** How many reporting units were looked at, of all periods together. */
export const BacktestProgress = z
  .object({ kind: z.literal('progress'), done: Count, total: Count })
  .meta({ id: 'BacktestProgress' });

/** A verdict that would have been another; null: there was or would be none. `rollup`: of a unit above those that report. */
export const BacktestChange = z
  .object({
    kind: z.literal('change'),
    orgUnit: Id,
    orgName: z.string(),
    rollup: z.boolean(),
    dataset: Id,
    period: PeriodText,
    before: ScorecardItem.nullable(),
    after: ScorecardItem.nullable(),
  })
  .meta({ id: 'BacktestChange' });
export type BacktestChange = z.infer<typeof BacktestChange>;

/** What became of a submission: nobody asked for it (yet), it came in time, after its due time, not at all. */
export const Arrival = z.enum(['not-due', 'in-time', 'late', 'missing']).meta({ id: 'Arrival' });
export type Arrival = z.infer<typeof Arrival>;

const arrived = z.object({ arrival: Arrival, dueAt: Instant.nullable() });

/** A submission that would have been late or missing, or would not have been; `receivedAt` null: it has not come. */
export const BacktestArrival = z
  .object({
    kind: z.literal('arrival'),
    orgUnit: Id,
    orgName: z.string(),
    dataset: Id,
    period: PeriodText,
    before: arrived,
    after: arrived,
    receivedAt: Instant.nullable(),
  })
  .meta({ id: 'BacktestArrival' });
export type BacktestArrival = z.infer<typeof BacktestArrival>;

/** Verdicts under the packs in force and under those given, equal ones too. */
export const BacktestCounts = z
  .object({
    judged: Count,
    changed: Count,
    transitions: z.array(z.object({ before: Verdict, after: Verdict, count: Count })),
  })
  .meta({ id: 'BacktestCounts' });
export type BacktestCounts = z.infer<typeof BacktestCounts>;

const byLevel = { units: BacktestCounts, rollups: BacktestCounts };
const both = z.object({ before: Count, after: Count });

/** What it comes to. An alert that was open when the time began counts as opened in it. */
export const BacktestResult = z
  .object({
    kind: z.literal('result'),
    catalogueVersion: Count,
    datasets: z.array(Id),
    from: Day,
    to: Day,
    cards: Count,
    rollups: Count,
    changes: Count,
    changedUnits: Count,
    targets: z.array(
      z.object({
        indicator: Id,
        name: z.string(),
        before: Target.nullable(),
        after: Target.nullable(),
        ...byLevel,
      }),
    ),
    groups: z.array(z.object({ group: Id, name: z.string(), ...byLevel })),
    alerts: z.array(z.object({ severity: Severity, opened: both, resolved: both })),
    arrivals: z
      .array(
        z.object({
          dataset: Id,
          name: z.string(),
          before: Due.nullable(),
          after: Due.nullable(),
          judged: Count,
          changed: Count,
          transitions: z.array(z.object({ before: Arrival, after: Arrival, count: Count })),
        }),
      )
      .meta({ description: 'How submissions came, of datasets that have or would have a due time; equal ones too.' }),
  })
  .meta({ id: 'BacktestResult' });
export type BacktestResult = z.infer<typeof BacktestResult>;

/** A line of the answer; the result is the last. */
export const BacktestLine = z.discriminatedUnion('kind', [
  BacktestProgress,
  BacktestChange,
  BacktestArrival,
  BacktestResult,
]);
export type BacktestLine = z.infer<typeof BacktestLine>;
