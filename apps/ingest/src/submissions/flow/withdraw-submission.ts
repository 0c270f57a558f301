import type { Identity } from '@xiaomai/identity';
import { err, type Result } from '@xiaomai/kernel';
import type { Append } from '../../log/flow/append.ts';
import type { Appended } from '../../log/flow/attempt.ts';
import type { Submission } from '../domain/submission.ts';
import type { ReadSubmission } from './read-submission.ts';

/** What is to be taken back, by whom and why. */
export type Withdrawal = {
  readonly id: string;
  /** The revision that was seen. */
  readonly ofRevision: number;
  readonly reason: string;
  readonly caller: Identity;
};

/** Why nothing was taken back. */
export type NotWithdrawn = 'not-found' | 'moved-on' | 'unavailable' | 'period-closed';

/** Takes a whole submission back by its next revision; what was said before stays in the log. */
export type WithdrawSubmission = (withdrawal: Withdrawal) => Promise<Result<Appended, NotWithdrawn>>;

/** What taking back needs. */
export type WithdrawPorts = {
  readonly read: Pick<ReadSubmission, 'newest'>;
  readonly append: Append;
  readonly isClosed: (submission: Pick<Submission, 'orgUnit' | 'dataset' | 'period'>) => boolean;
};

/** Makes the taking back of what the caller may see. */
export function withdrawSubmission({ read, append, isClosed }: WithdrawPorts): WithdrawSubmission {
  return async ({ id, ofRevision, reason, caller }) => {
    const newest = await read.newest(id, caller);
    if (newest === undefined) return err('not-found');
    if (isClosed(newest)) return err('period-closed');
    if (newest.revision !== ofRevision) return err('moved-on');
    const { orgUnit, dataset, period } = newest;
    const appended = await append({
      submission: { orgUnit, dataset, period, values: [], note: '', observedAt: 0 },
      acceptedBy: caller.subject,
      idempotencyKey: '',
      mark: '',
      again: true, // there is a newest revision: it is read first
      withdrawal: { ofRevision, reason },
    });
    if (appended.ok) return appended;
    return err(appended.reason === 'moved-on' ? 'moved-on' : 'unavailable'); // what is taken back is not too large
  };
}
