import { z } from 'zod';

import { HazardReport, maxHazards } from '../act/hazard.ts';
import { DecimalText, Id, Instant, maxInteger } from '../scalar.ts';

const note = (max: number) => z.string().max(max, 'note-too-long').optional();

const decimalOr = z.union(
  [
    z.number({ error: 'invalid-value' }).min(-maxInteger, 'invalid-value').max(maxInteger, 'invalid-value'),
    DecimalText,
  ],
  { error: 'invalid-value' },
);

/** A ratio: two whole numbers. A denominator of 0 means that there is no data. */
export const RatioValue = z
  .strictObject({
    indicator: Id,
    numerator: z.int({ error: 'invalid-value' }).min(0, 'negative-numerator'),
    denominator: z.int({ error: 'invalid-value' }).min(0, 'negative-denominator'),
    rate: decimalOr.optional().meta({
      description:
        'The rate as the school states it. Never judged: a finding says where it is not what the parts give.',
    }),
    note: note(500),
  })
  .meta({ id: 'RatioValue' });
export type RatioValue = z.infer<typeof RatioValue>;

/** Every other figure: a decimal, as number or (exactly as stated) as text. */
export const DecimalValue = z
  .strictObject({
    indicator: Id,
    value: decimalOr,
    note: note(500),
  })
  .meta({ id: 'DecimalValue' });
export type DecimalValue = z.infer<typeof DecimalValue>;

/** A figure that is taken back: it counts as no data from now on, until another is given. `note` says why. */
export const WithdrawnValue = z
  .strictObject({ indicator: Id, withdrawn: z.literal(true), note: note(500) })
  .meta({ id: 'WithdrawnValue' });
export type WithdrawnValue = z.infer<typeof WithdrawnValue>;

/** One figure of a submission. */
export const SubmissionValue = z.union([RatioValue, DecimalValue, WithdrawnValue]).meta({ id: 'SubmissionValue' });
export type SubmissionValue = z.infer<typeof SubmissionValue>;

/** What a school pushes for one dataset and period. */
export const Submission = z
  .strictObject({
    orgUnit: Id,
    dataset: Id,
    period: z.string().max(16, 'invalid-period'),
    values: z.array(SubmissionValue).min(1, 'no-values').max(500, 'too-many-values'),
    hazards: z.array(HazardReport).max(maxHazards, 'too-many-hazards').optional(),
    observedAt: z.iso.datetime({ offset: true }).optional(),
    note: note(2000),
  })
  .meta({ id: 'Submission' });
export type Submission = z.infer<typeof Submission>;

/** Query of the taking back of a whole submission. */
export const WithdrawalQuery = z.strictObject({ reason: z.string().trim().min(1, 'missing-parameter').max(500) });
export type WithdrawalQuery = z.infer<typeof WithdrawalQuery>;

/** Most submissions in one JSON request. */
export const maxSubmissions = 1000;

/** Several submissions in one JSON request; each is parsed and answered for itself. */
export const SubmissionBatch = z
  .strictObject({
    submissions: z.array(z.unknown()).min(1, 'no-submissions').max(maxSubmissions, 'too-many-submissions'),
  })
  .meta({ id: 'SubmissionBatch', description: 'Each item is a Submission and stands alone.' });
export type SubmissionBatch = z.infer<typeof SubmissionBatch>;

/** The newest state, or one revision, of a submission. Values are always whole: what a correction did not name stays. */
export const SubmissionRevision = z
  .object({
    id: z.string(),
    orgUnit: Id,
    dataset: Id,
    period: z.string(),
    revision: z.int().min(1),
    values: z.array(
      z.union([
        RatioValue.extend({
          rate: DecimalText.optional(),
          statedRate: DecimalText.optional().meta({ description: 'The rate that was stated beside it; never judged.' }),
        }),
        z.object({ indicator: Id, value: DecimalText, note: note(500) }),
        WithdrawnValue,
      ]),
    ),
    hazards: z.array(HazardReport).optional(),
    note: z.string().optional(),
    withdrawnBecause: z.string().optional().meta({ description: 'The whole submission was taken back, and why.' }),
    observedAt: Instant.optional(),
    receivedAt: Instant,
    acceptedBy: z.string(),
  })
  .meta({ id: 'SubmissionRevision' });
export type SubmissionRevision = z.infer<typeof SubmissionRevision>;
