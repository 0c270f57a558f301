import { z } from 'zod';

import { page } from '../list.ts';
import { Coverage } from '../read/scorecard.ts';
import { Id, Instant, PeriodText } from '../scalar.ts';

/** The kinds of report. */
export const ReportKind = z
  .enum(['daily', 'weekly', 'monthly', 'quarterly', 'half-year', 'yearly', 'campaign', 'school'])
  .meta({ id: 'ReportKind' });
export type ReportKind = z.infer<typeof ReportKind>;

/** What a report renders to. */
export const reportFormats = ['html', 'pdf', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** A frozen snapshot: `sha256` is of the canonical JSON, which is what the `json` rendering is. */
export const Report = z
  .object({
    id: z.string(),
    kind: ReportKind,
    scope: Id,
    scopeName: z.string(),
    period: z.string(),
    asOf: Instant,
    createdAt: Instant,
    createdBy: z.string(),
    edition: z.int().min(1),
    sha256: z.string(),
    coverage: Coverage,
    state: z.string(),
    renderings: z.object({ html: z.string(), pdf: z.string(), json: z.string() }),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;

/** A report with what it froze. */
export const ReportDetail = Report.extend({ snapshot: z.unknown() }).meta({ id: 'ReportDetail' });
export type ReportDetail = z.infer<typeof ReportDetail>;

/** Orders a report; the same scope, kind, period and data give the same report. */
export const ReportOrder = z
  .strictObject({ kind: ReportKind, scope: Id, period: PeriodText, asOf: z.iso.datetime({ offset: true }).optional() })
  .meta({ id: 'ReportOrder' });
export type ReportOrder = z.infer<typeof ReportOrder>;

/** Query of the reports. */
export const ReportQuery = z.strictObject({
  scope: Id.optional(),
  kind: ReportKind.optional(),
  period: PeriodText.optional(),
  ...page,
});
