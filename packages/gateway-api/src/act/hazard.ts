import { z } from 'zod';

import { flag, namesOf, page } from '../list.ts';
import { Count, Day, Id, Instant, PeriodText } from '../scalar.ts';
import { TimelineEntry } from './alert.ts';

/** The seven classes (七类问题): 安防、消防、食品安全、交通安全、危化品、防溺水、心理健康. */
export const hazardClasses = ['security', 'fire', 'food', 'traffic', 'chemicals', 'drowning', 'mental-health'] as const;
const severities = ['general', 'major'] as const;
const states = ['open', 'rectified', 'struck-off', 'voided'] as const;

/** Which of the seven classes a hazard is of. */
export const HazardClass = z.enum(hazardClasses, { error: 'unknown-hazard-class' }).meta({ id: 'HazardClass' });
export type HazardClass = z.infer<typeof HazardClass>;

/** Whether a hazard is a major one (重大问题隐患). */
export const HazardSeverity = z.enum(severities, { error: 'unknown-hazard-severity' }).meta({ id: 'HazardSeverity' });
export type HazardSeverity = z.infer<typeof HazardSeverity>;

/** `open`: found, returned or reopened; `rectified`: waits for the staff; `struck-off`: 销号; `voided`: 作废, entered by mistake. */
export const HazardState = z.enum(states).meta({ id: 'HazardState' });
export type HazardState = z.infer<typeof HazardState>;

const day = z.iso.date({ error: 'invalid-day' });
const note = z.string().max(2000, 'note-too-long');
const links = z.array(z.url({ protocol: /^https?$/ }).max(500)).max(20);

/** What has been done about a hazard, and what shows it. A major one needs a link. */
export const Rectification = z
  .strictObject({ on: day, note: note.min(1), links: links.optional() })
  .meta({ id: 'Rectification' });
export type Rectification = z.infer<typeof Rectification>;

const said = {
  class: HazardClass,
  severity: HazardSeverity,
  description: z.string().min(1).max(1000),
  place: z.string().max(200).optional(),
  foundOn: day,
  foundBy: z.string().max(80).optional(),
  dueOn: day.optional(),
  responsible: z.string().max(80).optional(),
  rectified: Rectification.optional(),
};

/** A hazard within a submission. `ref` is the school's own name for it: what comes again under it is a repeat or a correction. */
export const HazardReport = z.strictObject({ ref: Id, ...said }).meta({ id: 'HazardReport' });
export type HazardReport = z.infer<typeof HazardReport>;

/** A hazard that somebody registers. Without a `ref` each call makes one more. */
export const HazardRegistration = z
  .strictObject({ orgUnit: Id, ref: Id.optional(), ...said })
  .meta({ id: 'HazardRegistration' });
export type HazardRegistration = z.infer<typeof HazardRegistration>;

/** Most hazards in one submission. */
export const maxHazards = 200;

/** A numbered item of the ledger; `id` is its number. `etag` is what If-Match takes. */
export const Hazard = z
  .object({
    id: z.string(),
    ref: z.string(),
    orgUnit: Id,
    orgName: z.string(),
    pathNames: z.array(z.string()),
    class: HazardClass,
    severity: HazardSeverity,
    description: z.string(),
    place: z.string().nullable(),
    foundOn: Day,
    foundBy: z.string().nullable(),
    campaign: z.string().nullable(),
    round: Count.nullable(),
    dueOn: Day,
    overdue: z.boolean(),
    responsible: z.string().nullable(),
    state: HazardState,
    rectified: z.object({ on: Day, note: z.string(), links: z.array(z.string()) }).nullable(),
    struckOffAt: Instant.nullable(),
    reopened: Count,
    warnings: z.array(z.enum(['overdue', 'major-open', 'reopened'])),
    registeredAt: Instant,
    version: Count,
    etag: z.string(),
  })
  .meta({ id: 'Hazard' });
export type Hazard = z.infer<typeof Hazard>;

/** A look-back (回头看) at a hazard that had been struck off. */
export const Recheck = z
  .object({ sample: z.string(), on: Day, by: z.string(), passed: z.boolean() })
  .meta({ id: 'Recheck' });
export type Recheck = z.infer<typeof Recheck>;

/** A hazard with everything that happened to it, oldest first. */
export const HazardDetail = Hazard.extend({ timeline: z.array(TimelineEntry), rechecks: z.array(Recheck) }).meta({
  id: 'HazardDetail',
});
export type HazardDetail = z.infer<typeof HazardDetail>;

/** Query of the ledger; `on-ledger` = open or rectified; several names separated by commas. */
export const HazardQuery = z.strictObject({
  state: namesOf(['on-ledger', ...states]).optional(),
  class: namesOf(hazardClasses).optional(),
  severity: namesOf(severities).optional(),
  orgUnit: Id.optional(),
  overdue: flag.optional(),
  reopened: flag.optional(),
  campaign: Id.optional(),
  ...page,
});

const requiredNote = z.strictObject({ note: note.min(1) });

/** What each verb takes. */
export const hazardCommands = {
  rectify: z.strictObject({ note: note.min(1), links: links.optional(), on: day.optional() }),
  'strike-off': z.strictObject({ note: note.optional() }),
  return: requiredNote,
  reopen: requiredNote,
  void: requiredNote,
  comment: requiredNote,
} as const;

/** What a person may do to a hazard. */
export type HazardVerb = keyof typeof hazardCommands;

/** Every verb. */
export const hazardVerbs: readonly HazardVerb[] = Object.keys(hazardCommands) as HazardVerb[];

/** The body of any verb. */
export type HazardCommand = { note?: string | undefined; links?: string[] | undefined; on?: string | undefined };

/** Query of the figures of the hazard paragraph: a period, or a first and a last day. */
export const HazardSummaryQuery = z.strictObject({
  orgUnit: Id.optional(),
  period: PeriodText.optional(),
  from: day.optional(),
  to: day.optional(),
});

const Rate = z
  .object({ numerator: Count, denominator: Count, value: z.string().nullable() })
  .meta({ id: 'HazardRate', description: 'Exact, and as it is written in a report: rounded, never onto 100 or 0.' });

const counts = { found: Count, rectified: Count, struckOff: Count, rate: Rate };

/** What was found between two days, as it stands now, and the sentence a report says it with. */
export const HazardSummary = z
  .object({
    orgUnit: Id,
    from: Day,
    to: Day,
    ...counts,
    major: z.object(counts),
    classes: z.array(z.object({ class: HazardClass, ...counts })),
    onLedger: Count,
    overdue: Count,
    majorOpen: Count,
    reopened: Count,
    visits: Count.meta({ description: '家次: each visit counts.' }),
    rounds: Count,
    fullRounds: Count.meta({ description: 'Rounds that left nobody out.' }),
    sentence: z.string(),
  })
  .meta({ id: 'HazardSummary' });
export type HazardSummary = z.infer<typeof HazardSummary>;
