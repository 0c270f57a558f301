import { submissionId, type SubmissionEntry } from '../submission.ts';
import type { Receipt } from './push.ts';

/** Counts of receipts, and the first refusals in words. */
export type Tally = {
  readonly counts: Readonly<Record<Receipt['status'], number>>;
  readonly refusals: readonly string[];
  readonly add: (receipts: readonly Receipt[], entries: readonly SubmissionEntry[]) => void;
};

const keptRefusals = 10;

function wordsOf(receipt: Receipt, entry: SubmissionEntry | undefined): string {
  const id = receipt.id ?? (entry === undefined ? '?' : submissionId(entry));
  return `${id}: ${JSON.stringify(receipt.errors ?? []).slice(0, 500)}`;
}

export function tallyOf(): Tally {
  const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  const refusals: string[] = [];
  const add: Tally['add'] = (receipts, entries) => {
    receipts.forEach((receipt, at) => {
      counts[receipt.status] += 1;
      if (receipt.status === 'rejected' && refusals.length < keptRefusals) refusals.push(wordsOf(receipt, entries[at]));
    });
  };
  return { counts, refusals, add };
}
