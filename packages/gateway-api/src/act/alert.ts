import { z } from 'zod';

import { flag, namesOf, page } from '../list.ts';
import { Comparator, Count, Id, Instant, Severity } from '../scalar.ts';

const conditions = ['pending', 'firing', 'resolved', 'no-data'] as const;
const handlings = ['new', 'acknowledged', 'assigned', 'rectifying', 'in-review', 'closed'] as const;

/** Whether the breach goes on. */
export const Condition = z.enum(conditions).meta({ id: 'Condition' });
export type Condition = z.infer<typeof Condition>;

/** How far people are with it. */
export const Handling = z.enum(handlings).meta({ id: 'Handling' });
export type Handling = z.infer<typeof Handling>;

/** One thing that happened to an alert. */
export const TimelineEntry = z
  .object({ at: Instant, by: z.string(), kind: z.string(), note: z.string(), links: z.array(z.string()) })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** One episode of breach of one indicator of one org unit. `etag` is what If-Match takes: it changes with the handling only. */
export const Alert = z
  .object({
    id: z.string(),
    orgUnit: Id,
    orgName: z.string(),
    pathNames: z.array(z.string()),
    indicator: Id.optional(),
    rule: Id.optional().meta({
      description: 'Instead of an indicator: missing@<dataset>, a submission that was due has not come.',
    }),
    indicatorName: z.string(),
    pack: z.string(),
    dataset: z.string(),
    period: z.string(),
    severity: Severity,
    condition: Condition,
    handling: Handling,
    suppressedBy: z.array(z.string()),
    openedAt: Instant,
    resolvedAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    deadline: Instant.nullable(),
    overdue: z.boolean(),
    assignee: z.string().nullable(),
    value: z.string().nullable(),
    numerator: Count.optional(),
    denominator: Count.optional(),
    unit: z.string(),
    comparator: Comparator.nullable(),
    target: z.string().nullable(),
    gap: z.string().nullable(),
    reason: z.string(),
    endedBecause: z.string().nullable().meta({
      description:
        'What ended it: corrected, met, at-risk, not-applicable, reported-late, unit-closed, or closed by a person.',
    }),
    receivedAt: Instant.nullable(),
    version: Count,
    etag: z.string(),
  })
  .meta({ id: 'Alert' });
export type Alert = z.infer<typeof Alert>;

/** An alert with everything that happened to it, oldest first. */
export const AlertDetail = Alert.extend({
  timeline: z.array(TimelineEntry),
  unitClosed: z.boolean().meta({
    description: 'The org unit is no more: staff may close the alert with a reason though it fires.',
  }),
}).meta({ id: 'AlertDetail' });
export type AlertDetail = z.infer<typeof AlertDetail>;

/** Query of the alerts; `state` is the handling (`open` = not closed), several names separated by commas. */
export const AlertQuery = z.strictObject({
  state: namesOf(['open', ...handlings]).optional(),
  condition: namesOf(conditions).optional(),
  severity: namesOf(['notice', 'warning', 'major', 'critical']).optional(),
  orgUnit: Id.optional(),
  indicator: Id.optional(),
  assignee: z.string().min(1).max(80).optional(),
  overdue: flag.optional(),
  ...page,
});

const note = z.string().max(2000, 'note-too-long');
const optionalNote = z.strictObject({ note: note.optional() });
const requiredNote = z.strictObject({ note: note.min(1) });

/** What each verb takes. */
export const alertCommands = {
  acknowledge: optionalNote,
  assign: z.strictObject({ assignee: z.string().min(1).max(80), note: note.optional() }),
  start: optionalNote,
  submit: z.strictObject({
    note: note.min(1),
    links: z
      .array(z.url({ protocol: /^https?$/ }).max(500))
      .max(20)
      .optional(),
  }),
  approve: optionalNote,
  return: requiredNote,
  close: requiredNote,
  reopen: requiredNote,
  comment: requiredNote,
} as const;

/** What a person may do to an alert. */
export type AlertVerb = keyof typeof alertCommands;

/** Every verb. */
export const alertVerbs: readonly AlertVerb[] = Object.keys(alertCommands) as AlertVerb[];

/** The body of any verb. */
export type AlertCommand = { note?: string | undefined; assignee?: string | undefined; links?: string[] | undefined };
