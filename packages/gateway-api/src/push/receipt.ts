import { z } from 'zod';

import { Fault } from '../problem/problem.ts';
import { Finding } from '../read/finding.ts';
import { Id, Instant } from '../scalar.ts';
import { SubmissionRevision } from './submission.ts';
import { VerdictView } from './verdict.ts';

/** What became of one value. */
export const ValueReceipt = z
  .object({
    indicator: Id,
    status: z.enum(['created', 'updated', 'unchanged']),
    verdict: VerdictView.optional(),
  })
  .meta({ id: 'ValueReceipt' });
export type ValueReceipt = z.infer<typeof ValueReceipt>;

/** What became of one submission. `id` and `revision` are absent where it was refused before it had one. */
export const Receipt = z
  .object({
    id: z.string().optional(),
    revision: z.int().min(1).optional(),
    status: z.enum(['created', 'updated', 'unchanged', 'rejected']),
    receivedAt: Instant.optional(),
    values: z.array(ValueReceipt),
    findings: z.array(Finding).optional().meta({
      description: 'What does not fit in the submission as it stands now; there with the verdicts, empty = all fits.',
    }),
    errors: z.array(Fault).optional(),
    dryRun: z.literal(true).optional(),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;

/** The answer to many submissions, in their order. */
export const ReceiptBatch = z.object({ receipts: z.array(Receipt) }).meta({ id: 'ReceiptBatch' });
export type ReceiptBatch = z.infer<typeof ReceiptBatch>;

/** The newest state of a submission with its verdicts, where they are known already. */
export const SubmissionState = SubmissionRevision.extend({
  verdicts: z.array(VerdictView.extend({ indicator: Id })).optional(),
  findings: z.array(Finding).optional(),
}).meta({ id: 'SubmissionState' });
export type SubmissionState = z.infer<typeof SubmissionState>;
