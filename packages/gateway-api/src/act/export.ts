import { z } from 'zod';

import { Dataset, Group, Indicator, Pack, Target } from '../read/catalogue.ts';
import { OrgUnit } from '../read/org-unit.ts';
import { UnitCounts } from '../read/scorecard.ts';
import { SubmissionRevision } from '../push/submission.ts';
import { Count, Day, Id, Instant, Verdict } from '../scalar.ts';
import { AlertDetail } from './alert.ts';
import { HazardDetail } from './hazard.ts';

/** What an administrator can export, a JSON object a line. */
export const exportNames = [
  'submissions',
  'scorecards',
  'alerts',
  'hazards',
  'rounds',
  'catalogue',
  'org-units',
] as const;
export type ExportName = (typeof exportNames)[number];

/** A stored figure, exactly: a ratio has `value` null. `against` and `measured` are what was compared, as decimals or `n/d`,
 *  where that is not the figure and a constant of its target. */
export const ExportedCell = z
  .object({
    indicator: Id,
    numerator: z.int(),
    denominator: z.int(),
    value: z.string().nullable(),
    verdict: Verdict,
    target: z.string().nullable(),
    against: z.string().nullable(),
    measured: z.string().nullable(),
  })
  .meta({ id: 'ExportedCell' });
export type ExportedCell = z.infer<typeof ExportedCell>;

const place = {
  orgUnit: Id,
  dataset: Id,
  period: z.string(),
  parent: z.string(),
  path: z.string(),
  version: Count,
  catalogueVersion: Count,
  receivedAt: Instant,
};

/** Something that does not fit, beside the verdicts. */
export const ExportedFinding = z
  .object({
    code: z.string(),
    indicator: z.string(),
    check: z.string().nullable(),
    found: z.string(),
    expected: z.string(),
    spread: z.string().optional(),
    floored: z.boolean().optional(),
    among: Count.optional().meta({ description: 'Of an outlier: how many figures it was held against; else absent.' }),
  })
  .meta({ id: 'ExportedFinding' });
export type ExportedFinding = z.infer<typeof ExportedFinding>;

/** A stored scorecard of a reporting org unit, as judged. */
export const ExportedScorecard = z
  .object({
    kind: z.literal('scorecard'),
    ...place,
    revision: Count,
    cause: z.string(),
    judgedAt: Instant,
    cells: z.array(ExportedCell.extend({ statedRate: z.string().nullable() })),
    groups: z.array(z.object({ group: Id, verdict: Verdict })),
    findings: z.array(ExportedFinding),
    missing: z.boolean(),
    late: z.boolean(),
    withdrawn: z.boolean(),
    dueAt: Instant.nullable(),
  })
  .meta({ id: 'ExportedScorecard' });
export type ExportedScorecard = z.infer<typeof ExportedScorecard>;

/** A stored rollup of a non-leaf org unit. */
export const ExportedRollup = z
  .object({
    kind: z.literal('rollup'),
    ...place,
    treeVersion: Count,
    reported: Count,
    rolledAt: Instant,
    cells: z.array(
      ExportedCell.extend({
        units: UnitCounts,
        valued: Count,
        latestAt: Instant.nullable(),
        latestUnit: z.string().nullable(),
        failing: z.array(z.string()),
      }),
    ),
    groups: z.array(z.object({ group: Id, verdict: Verdict, met: Count, judged: Count })),
    missing: Count,
    late: Count,
    findings: z.record(z.string(), Count),
  })
  .meta({ id: 'ExportedRollup' });
export type ExportedRollup = z.infer<typeof ExportedRollup>;

/** An alert with its timeline and what decides it. */
export const ExportedAlert = AlertDetail.extend({
  path: z.string(),
  scorecardVersion: Count,
  handlingVersion: Count,
}).meta({
  id: 'ExportedAlert',
});
export type ExportedAlert = z.infer<typeof ExportedAlert>;

/** A hazard with its timeline, and where it is. */
export const ExportedHazard = HazardDetail.extend({ path: z.string(), overdueMarked: z.boolean() }).meta({
  id: 'ExportedHazard',
});
export type ExportedHazard = z.infer<typeof ExportedHazard>;

/** What a campaign round knows of one org unit: in its register or not, and every visit. */
export const ExportedRoundEntry = z
  .object({
    campaign: z.string(),
    n: Count,
    orgUnit: Id,
    path: z.string(),
    start: Day,
    end: Day,
    registered: z.boolean(),
    over: z.boolean(),
    visits: z.array(
      z.object({
        ref: z.string(),
        day: Day,
        inspector: z.string(),
        result: z.string(),
        hazards: z.array(z.string()),
        at: Instant,
        by: z.string(),
      }),
    ),
  })
  .meta({ id: 'ExportedRoundEntry' });
export type ExportedRoundEntry = z.infer<typeof ExportedRoundEntry>;

/** One piece of the catalogue; the first line is its version. */
export const ExportedCatalogue = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('version'), version: Count }),
    z.object({ kind: z.literal('pack'), pack: Pack.omit({ groups: true }) }),
    z.object({ kind: z.literal('indicator'), indicator: Indicator }),
    z.object({ kind: z.literal('target'), target: Target }),
    z.object({ kind: z.literal('group'), group: Group }),
    z.object({ kind: z.literal('dataset'), dataset: Dataset }),
  ])
  .meta({ id: 'ExportedCatalogue' });
export type ExportedCatalogue = z.infer<typeof ExportedCatalogue>;

/** The line of each export. */
export const exportLines = {
  submissions: SubmissionRevision,
  scorecards: z.discriminatedUnion('kind', [ExportedScorecard, ExportedRollup]),
  alerts: ExportedAlert,
  hazards: ExportedHazard,
  rounds: ExportedRoundEntry,
  catalogue: ExportedCatalogue,
  'org-units': OrgUnit,
} as const satisfies Record<ExportName, z.ZodType>;
