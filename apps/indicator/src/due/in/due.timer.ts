import { Cron } from 'croner';
import type { KeepDueTimes } from '../flow/keep-due-times.ts';

/** Looks every two seconds what has become due; a look that takes longer delays the next, a failure is told. */
export function dueTimer(keep: KeepDueTimes, onFailure: (error: unknown) => void): { readonly stop: () => void } {
  const job = new Cron('*/2 * * * * *', { protect: true, catch: onFailure }, keep);
  return {
    stop: () => {
      job.stop();
    },
  };
}
