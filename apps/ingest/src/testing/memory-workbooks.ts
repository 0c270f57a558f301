import { ok, type Result } from '@xiaomai/kernel';
import type { FilledSheet, WorkbookFailure, Workbooks } from '../templates/flow/workbooks.ts';
import { runJob, type Done } from '../templates/out/workbook/job.ts';

const bytesOf = (done: Done): Result<Buffer, WorkbookFailure> =>
  done.ok ? ok(Buffer.from(done.value as Uint8Array)) : done;

/** Workbooks without processes of their own. */
export function memoryWorkbooks(): Workbooks {
  return {
    draw: async (plan) => bytesOf(await runJob({ kind: 'draw', plan })),
    read: async (bytes) => (await runJob({ kind: 'read', bytes })) as Result<FilledSheet, WorkbookFailure>,
    mark: async (bytes, notes) => bytesOf(await runJob({ kind: 'mark', bytes, notes })),
  };
}
