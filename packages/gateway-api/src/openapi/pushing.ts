import { z } from 'zod';

import { listOf } from '../list.ts';
import { DataValueSet, ImportSummary } from '../push/data-value-set.ts';
import { Receipt, ReceiptBatch, SubmissionState } from '../push/receipt.ts';
import { Submission, SubmissionBatch, SubmissionRevision, WithdrawalQuery } from '../push/submission.ts';
import { Id, PeriodText } from '../scalar.ts';
import { json, type Operation } from './operation.ts';

const tag = 'Pushing';
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const query = z.object({
  dryRun: z.enum(['true', 'false']).optional().meta({ description: 'Judge, store nothing.' }),
  atomic: z.enum(['true', 'false']).optional().meta({ description: 'All or nothing for the whole request.' }),
});

const headers = z.object({
  'Idempotency-Key': z.string().optional().meta({ description: 'Same key and body: the first answer again.' }),
  Prefer: z
    .string()
    .optional()
    .meta({ description: '`wait=2`: hold the answer for the verdicts, at most that many seconds.' }),
});

const receipts = {
  'application/json': z.union([Receipt, ReceiptBatch]),
  'application/x-ndjson': Receipt,
};

/** What schools push. */
export const pushing: readonly Operation[] = [
  {
    method: 'post',
    path: '/submissions',
    tag,
    summary:
      'Push one submission or many, or a filled template (with that type in Accept, a refused one comes back marked). A later one for the same org unit, dataset and period is a correction.',
    query,
    headers,
    body: {
      'application/json': z.union([Submission, SubmissionBatch]),
      'application/x-ndjson': Submission,
      'text/csv': undefined,
      [workbook]: undefined,
    },
    answers: {
      200: { what: 'Nothing new; or, for NDJSON, a receipt a line', contents: receipts },
      201: { what: 'Stored', contents: receipts },
      207: { what: 'Some stored, some refused', contents: json(ReceiptBatch) },
    },
    problems: ['idempotency-in-flight', 'payload-too-large', 'unsupported-media-type', 'submission-refused'],
  },
  {
    method: 'post',
    path: '/dataValueSets',
    tag,
    summary: 'Push a data value set as DHIS2 sends it; imported + updated + ignored = data values sent.',
    query,
    headers,
    body: json(DataValueSet),
    answers: {
      200: { what: 'Everything accepted', contents: json(ImportSummary) },
      409: { what: 'Some or all refused: every conflict', contents: json(ImportSummary) },
    },
    problems: ['payload-too-large', 'unsupported-media-type', 'submission-refused'],
  },
  {
    method: 'get',
    path: '/datasets/{dataset}/template.xlsx',
    tag,
    summary: 'A workbook to fill in: a row a figure for a unit that reports, a row a unit for one above.',
    query: z.object({ orgUnit: Id, period: PeriodText }),
    answers: { 200: { what: 'The workbook', contents: { [workbook]: undefined } } },
    problems: ['unprocessable'],
  },
  {
    method: 'get',
    path: '/submissions/{id}',
    tag,
    summary: 'The newest state of a submission. The id is <orgUnit>|<dataset>|<period>, percent-encoded.',
    answers: {
      200: { what: 'The newest revision; the ETag is what taking it back needs', contents: json(SubmissionState) },
    },
  },
  {
    method: 'delete',
    path: '/submissions/{id}',
    tag,
    summary: 'Take a whole submission back: a new revision without figures, with who, when and why. Nothing is erased.',
    query: WithdrawalQuery,
    headers: z.object({ 'If-Match': z.string().meta({ description: 'The ETag of the submission seen.' }) }),
    answers: { 200: { what: 'Taken back', contents: json(Receipt) } },
    problems: ['precondition-failed', 'precondition-required'],
  },
  {
    method: 'get',
    path: '/submissions/{id}/revisions',
    tag,
    summary: 'Every revision of a submission, oldest first.',
    answers: { 200: { what: 'The revisions', contents: json(listOf(SubmissionRevision)) } },
  },
];
