import type { Result } from '@xiaomai/kernel';
import type { ArchiveFault } from '../domain/archive.ts';
import type { SheetPlan } from '../domain/sheet-plan.ts';

/** Why nothing was made of a workbook: what is wrong with it, that it takes too long or too much, or that too many wait. */
export type WorkbookFailure = ArchiveFault | 'not-a-template' | 'workbook-too-complex' | 'busy';

/** A sheet as it was filled in: what its columns mean, from column A, and the rows below, blank cells null. */
export type FilledSheet = {
  readonly codes: readonly string[];
  readonly rows: readonly { readonly row: number; readonly texts: readonly (string | null)[] }[];
};

/** What is wrong in a cell. */
export type CellNote = { readonly cell: string; readonly text: string };

/** Draws, reads and marks workbooks, out of the way of everything else. */
export type Workbooks = {
  readonly draw: (plan: SheetPlan) => Promise<Result<Buffer, WorkbookFailure>>;
  readonly read: (bytes: Buffer) => Promise<Result<FilledSheet, WorkbookFailure>>;
  /** The same workbook, the named cells red and with their notes; others lose such marks. */
  readonly mark: (bytes: Buffer, notes: readonly CellNote[]) => Promise<Result<Buffer, WorkbookFailure>>;
};
