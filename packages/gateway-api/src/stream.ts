import { z } from 'zod';

import { Alert } from './act/alert.ts';
import { Hazard } from './act/hazard.ts';
import { Report } from './act/report.ts';
import { UnitCounts } from './read/scorecard.ts';
import { Count, Id, Instant, Verdict } from './scalar.ts';

/** A figure of a changed rollup; names and targets are in the catalogue. */
export const ScorecardChangedItem = z
  .object({
    indicator: Id,
    verdict: Verdict,
    value: z.string().nullable(),
    numerator: Count.optional(),
    denominator: Count.optional(),
    targetId: z.string().nullable(),
    units: UnitCounts,
  })
  .meta({ id: 'ScorecardChangedItem' });
export type ScorecardChangedItem = z.infer<typeof ScorecardChangedItem>;

/** Event `scorecard`: the rollup of a non-leaf org unit moved on. A lower `version` than one already seen is old. */
export const ScorecardChanged = z
  .object({
    orgUnit: Id,
    parent: Id.nullable(),
    dataset: Id,
    period: z.string(),
    version: Count,
    reported: Count,
    receivedAt: Instant.nullable(),
    judgedAt: Instant.nullable(),
    items: z.array(ScorecardChangedItem),
    groups: z.array(z.object({ group: Id, verdict: Verdict, met: Count, judged: Count })),
  })
  .meta({ id: 'ScorecardChanged' });
export type ScorecardChanged = z.infer<typeof ScorecardChanged>;

/** Event `alert`: an alert as in the list, and what happened to it. */
export const AlertChanged = Alert.extend({
  kind: z.string(),
  reasonEn: z.string().optional().meta({
    description: 'The reason in English: everybody is told the same event, whatever the language.',
  }),
}).meta({ id: 'AlertChanged' });
export type AlertChanged = z.infer<typeof AlertChanged>;

/** Event `hazard`: a hazard of the ledger as in the list, and what happened to it. */
export const HazardChanged = Hazard.extend({ kind: z.string() }).meta({ id: 'HazardChanged' });
export type HazardChanged = z.infer<typeof HazardChanged>;

/** Event `report`: a report was published. */
export const ReportPublished = Report.meta({ id: 'ReportPublished' });
export type ReportPublished = z.infer<typeof ReportPublished>;

/** Event `reset`: events were missed, load everything again. */
export const Reset = z.object({ reason: z.enum(['hole', 'restarted']) }).meta({ id: 'Reset' });
export type Reset = z.infer<typeof Reset>;

/** What each event of `GET /api/v1/stream` carries as JSON. */
export const streamEvents = {
  scorecard: ScorecardChanged,
  alert: AlertChanged,
  hazard: HazardChanged,
  report: ReportPublished,
  reset: Reset,
} as const;

/** Name of an event. */
export type StreamEventName = keyof typeof streamEvents;
