import { z } from 'zod';

import { page } from '../list.ts';
import { Count, Day, Id, Instant } from '../scalar.ts';
import { Hazard, HazardClass, HazardReport, maxHazards, Recheck } from './hazard.ts';

const day = z.iso.date({ error: 'invalid-day' });
const campaignId = z
  .string()
  .regex(/^[0-9a-z]+(-[0-9a-z]+)*$/)
  .max(60);

/** One inspection of the whole register (轮次); the register is the tree's as it was on the first day. */
export const Round = z
  .object({ n: Count, start: Day, end: Day, types: z.array(z.string()), frozen: z.boolean(), over: z.boolean() })
  .meta({ id: 'Round' });
export type Round = z.infer<typeof Round>;

/** A reproducible draw of struck-off hazards (回头看): in the order of SHA-256(`seed|number`), the first `size`. */
export const Sample = z
  .object({
    id: z.string(),
    drawnAt: Instant,
    by: z.string(),
    seed: z.string(),
    size: Count,
    majorOnly: z.boolean(),
    candidates: Count,
    hazards: z.array(z.string()),
  })
  .meta({ id: 'Sample' });
export type Sample = z.infer<typeof Sample>;

/** Rounds of inspection below an org unit (专项行动). */
export const Campaign = z
  .object({
    id: campaignId,
    name: z.string(),
    orgUnit: Id,
    orgName: z.string(),
    classes: z.array(HazardClass).meta({ description: 'Empty: all seven.' }),
    start: Day,
    end: Day,
    rounds: z.array(Round),
    samples: z.array(Sample),
    createdAt: Instant,
    createdBy: z.string(),
    version: Count,
  })
  .meta({ id: 'Campaign' });
export type Campaign = z.infer<typeof Campaign>;

/** A campaign as it is ordered. */
export const CampaignOrder = z
  .strictObject({
    id: campaignId.optional(),
    name: z.string().min(1).max(120),
    orgUnit: Id,
    classes: z.array(HazardClass).max(7).optional(),
    start: day,
    end: day,
  })
  .meta({ id: 'CampaignOrder' });
export type CampaignOrder = z.infer<typeof CampaignOrder>;

/** A round as it is ordered; `types` are the types of org unit in its register. */
export const RoundOrder = z
  .strictObject({ start: day, end: day, types: z.array(z.string().min(1).max(40)).min(1).max(20) })
  .meta({ id: 'RoundOrder' });
export type RoundOrder = z.infer<typeof RoundOrder>;

/** Query of the campaigns. */
export const CampaignQuery = z.strictObject(page);

/** Query of a round: limit and cursor are of the list of missing units. */
export const CoverageQuery = z.strictObject(page);

/** What of the caller's part of the register has been visited. `coverage` is exact and as it is written. */
export const RoundCoverage = z
  .object({
    round: Round,
    registered: Count,
    visited: Count,
    visits: Count.meta({ description: '家次: each visit counts.' }),
    coverage: z.object({ numerator: Count, denominator: Count, value: z.string().nullable() }),
    missing: z.object({
      items: z.array(z.object({ orgUnit: Id, orgName: z.string() })),
      next: z.string().nullable(),
    }),
  })
  .meta({ id: 'RoundCoverage' });
export type RoundCoverage = z.infer<typeof RoundCoverage>;

/** One visit and what it found. The same `ref` again is a repeat; hazards without a ref are called by the visit. */
export const VisitOrder = z
  .strictObject({
    ref: z.string().min(1).max(60).optional(),
    orgUnit: Id,
    day,
    inspector: z.string().min(1).max(80),
    result: z.string().max(2000, 'note-too-long').optional(),
    hazards: z
      .array(HazardReport.omit({ ref: true, foundOn: true }).extend({ ref: Id.optional(), foundOn: day.optional() }))
      .max(maxHazards, 'too-many-hazards')
      .optional(),
  })
  .meta({ id: 'VisitOrder' });
export type VisitOrder = z.infer<typeof VisitOrder>;

/** A visit that is written down; `hazards` are their numbers. */
export const RecordedVisit = z.object({ ref: z.string(), hazards: z.array(z.string()) }).meta({ id: 'RecordedVisit' });
export type RecordedVisit = z.infer<typeof RecordedVisit>;

/** A look-back as it is ordered. */
export const SampleOrder = z
  .strictObject({ size: z.int().min(1).max(500), majorOnly: z.boolean().optional() })
  .meta({ id: 'SampleOrder' });
export type SampleOrder = z.infer<typeof SampleOrder>;

/** Query of a look-back: limit and cursor are of its hazards. */
export const SampleQuery = z.strictObject(page);

/** A look-back as far as the caller may see it: its hazards in the order in which they were drawn, each with what was found there. */
export const LookBack = z
  .object({
    sample: Sample,
    drawn: Count,
    checked: Count,
    passed: Count.meta({ description: 'Had stayed away; the others were reopened.' }),
    items: z.array(z.object({ hazard: Hazard, recheck: Recheck.nullable() })),
    next: z.string().nullable(),
  })
  .meta({ id: 'LookBack' });
export type LookBack = z.infer<typeof LookBack>;

/** What a look-back has found at one hazard of its sample; a failed one reopens the hazard. */
export const RecheckOrder = z
  .strictObject({ hazard: z.string().min(1).max(100), passed: z.boolean(), note: z.string().max(2000).optional() })
  .meta({ id: 'RecheckOrder' });
export type RecheckOrder = z.infer<typeof RecheckOrder>;
