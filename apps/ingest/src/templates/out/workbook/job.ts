import { inflateRawSync } from 'node:zlib';
import { err, ok, type Result } from '@xiaomai/kernel';
import { checkArchive, type ArchiveFault } from '../../domain/archive.ts';
import type { ArchiveEntry } from '../../domain/archive-entries.ts';
import type { SheetPlan } from '../../domain/sheet-plan.ts';
import type { CellNote, FilledSheet, WorkbookFailure } from '../../flow/workbooks.ts';
import { drawWorkbook } from './draw.ts';
import { markWorkbook } from './mark.ts';
import { readWorkbook } from './read.ts';

/** Something to be done with a workbook. */
export type Job =
  | { readonly kind: 'draw'; readonly plan: SheetPlan }
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'mark'; readonly bytes: Uint8Array; readonly notes: readonly CellNote[] };

/** What came of it. */
export type Done = Result<Uint8Array | FilledSheet, WorkbookFailure>;

function isAsDeclared(bytes: Buffer, { method, packed, unpacked, from }: ArchiveEntry): boolean {
  const part = bytes.subarray(from, from + packed);
  if (method === 0) return packed === unpacked;
  try {
    return inflateRawSync(part, { maxOutputLength: Math.max(1, unpacked) }).length === unpacked;
  } catch {
    return false; // more than it declares, or not packed as it says
  }
}

/** Unpacks each part once, no further than it declares. */
function unpackable(bytes: Buffer): Result<undefined, ArchiveFault> {
  const entries = checkArchive(bytes);
  if (!entries.ok) return entries;
  return entries.value.every((entry) => isAsDeclared(bytes, entry)) ? ok(undefined) : err('malformed-workbook');
}

/** Does a job. A workbook that its reader cannot make sense of is malformed. */
export async function runJob(job: Job): Promise<Done> {
  if (job.kind === 'draw') return ok(await drawWorkbook(job.plan));
  const bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
  const checked = unpackable(bytes);
  if (!checked.ok) return checked;
  try {
    return job.kind === 'read' ? await readWorkbook(bytes) : ok(await markWorkbook(bytes, job.notes));
  } catch {
    return err('malformed-workbook');
  }
}
