import { z } from 'zod';

import { listOf, page } from '../list.ts';
import { VerdictView } from '../push/verdict.ts';
import { Count, Id, Instant, PeriodText, Severity, Verdict } from '../scalar.ts';
import { Finding } from './finding.ts';

/** Reporting units below, by their own verdict. */
export const UnitCounts = z
  .object({ met: Count, atRisk: Count, breached: Count, noData: Count, notApplicable: Count })
  .meta({ id: 'UnitCounts' });
export type UnitCounts = z.infer<typeof UnitCounts>;

/** A judged figure with its words; `units` for a non-leaf org unit only. */
export const ScorecardItem = VerdictView.extend({
  indicator: Id,
  name: z.string(),
  pack: z.string(),
  unit: z.string(),
  targetId: z.string().nullable(),
  severity: Severity.nullable(),
  units: UnitCounts.optional(),
}).meta({ id: 'ScorecardItem' });
export type ScorecardItem = z.infer<typeof ScorecardItem>;

/** The verdict of a group; `met` of `judged` units meet every member (non-leaf only). */
export const ScorecardGroup = z
  .object({
    group: Id,
    name: z.string(),
    verdict: Verdict,
    members: z.array(Id),
    met: Count.optional(),
    judged: Count.optional(),
  })
  .meta({ id: 'ScorecardGroup' });
export type ScorecardGroup = z.infer<typeof ScorecardGroup>;

/** Units that reported, of those expected. */
export const Coverage = z.object({ reported: Count, expected: Count }).meta({ id: 'Coverage' });
export type Coverage = z.infer<typeof Coverage>;

/** The values and verdicts of one org unit for one dataset and period. */
export const Scorecard = z
  .object({
    dataset: Id,
    period: z.string(),
    version: Count,
    revision: Count.optional().meta({ description: 'Revision of the submission; absent for a rollup.' }),
    receivedAt: Instant.nullable(),
    judgedAt: Instant.nullable(),
    coverage: Coverage,
    missing: z.boolean().optional().meta({ description: 'Due, and nothing stands; absent for a rollup.' }),
    late: z.boolean().optional().meta({ description: 'Came after it was due; absent for a rollup.' }),
    dueAt: Instant.nullable().optional().meta({ description: 'Null: never due. Absent for a rollup.' }),
    missingUnits: Count.optional().meta({ description: 'Units below that were due and have not come; rollups only.' }),
    lateUnits: Count.optional().meta({ description: 'Units below that came after they were due; rollups only.' }),
    items: z.array(ScorecardItem),
    groups: z.array(ScorecardGroup),
    findings: z.array(Finding).optional().meta({ description: 'Of a reporting unit; absent for a rollup.' }),
    findingCounts: z
      .record(z.string(), Count)
      .optional()
      .meta({ description: 'Of a rollup: findings below, by code; those among peers are counted by …/outliers.' }),
    watchesOutliers: z.boolean().optional().meta({
      description: 'True: figures are held against those of peers, see …/outliers. Absent where they are not.',
    }),
  })
  .meta({ id: 'Scorecard' });
export type Scorecard = z.infer<typeof Scorecard>;

/** A unit with its scorecard; null: it has not reported. */
export const UnitScorecard = z
  .object({ orgUnit: Id, name: z.string(), type: z.string(), scorecard: Scorecard.nullable() })
  .meta({ id: 'UnitScorecard' });
export type UnitScorecard = z.infer<typeof UnitScorecard>;

/** A judged figure alone: name, unit and target stand in the catalogue, by the id of the indicator. */
export const BareFigure = z
  .object({
    indicator: Id,
    verdict: Verdict,
    value: z.string().nullable(),
    numerator: Count.optional(),
    denominator: Count.optional(),
  })
  .meta({ id: 'BareFigure' });
export type BareFigure = z.infer<typeof BareFigure>;

/** A reporting unit with its bare figures of one dataset and period. */
export const UnitFigures = z
  .object({
    orgUnit: Id,
    name: z.string(),
    type: z.string(),
    period: z.string(),
    revision: Count.meta({ description: '0: nothing has come.' }),
    receivedAt: Instant.nullable(),
    missing: z.boolean().meta({ description: 'Due, and nothing stands.' }),
    late: z.boolean(),
    dueAt: Instant.nullable(),
    items: z.array(BareFigure),
    groups: z.array(z.object({ group: Id, verdict: Verdict })),
  })
  .meta({ id: 'UnitFigures' });
export type UnitFigures = z.infer<typeof UnitFigures>;

/** The scorecards of one org unit in one period, a dataset each; of a non-leaf also who fails and who is missing. */
export const ScorecardPage = z
  .object({
    orgUnit: Id,
    name: z.string(),
    type: z.string(),
    period: z.string(),
    scorecards: z.array(Scorecard),
    failing: listOf(UnitScorecard).optional(),
    missing: listOf(UnitScorecard).optional(),
  })
  .meta({ id: 'ScorecardPage' });
export type ScorecardPage = z.infer<typeof ScorecardPage>;

/** Under which tree a period is rolled up: that of its last day (`as-was`), or that of today (`as-is`). */
export const TreeView = z.enum(['as-was', 'as-is']).default('as-was').meta({ id: 'TreeView' });

/** Query of the scorecards of one org unit. */
export const ScorecardQuery = z.strictObject({ period: PeriodText, dataset: Id.optional(), tree: TreeView });

/** Query of the units right below. */
export const ChildrenQuery = z.strictObject({ period: PeriodText, dataset: Id, tree: TreeView, ...page });

/** Query of the reporting units anywhere below. */
export const ReportingQuery = z.strictObject({
  period: PeriodText,
  dataset: Id,
  state: z.enum(['all', 'failing', 'missing', 'late', 'doubtful']).default('all'),
  indicator: Id.optional(),
  tree: TreeView,
  ...page,
});

/** Query of the outliers among peers anywhere below. */
export const OutlierQuery = z.strictObject({ period: PeriodText, dataset: Id });

/** How many figures lie far from those of their peers, and of how many units. */
export const OutlierCount = z.object({ figures: Count, units: Count }).meta({ id: 'OutlierCount' });
export type OutlierCount = z.infer<typeof OutlierCount>;

/** Query of the bare figures of the reporting units anywhere below: thousands fit in one answer. */
export const FiguresQuery = ReportingQuery.extend({ limit: z.coerce.number().int().min(1).max(5_000).default(50) });
