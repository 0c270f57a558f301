import type { Report } from '../domain/report.ts';
import type { ReportStore } from './ports.ts';

/** Sends what waits and says how many it was. */
export type SendEvents = () => Promise<number>;

const atOnce = 100;

/** Sends the events that stand in the store and takes them off; one sent twice after a crash carries the same id. */
export function eventSending(
  reports: ReportStore,
  publish: (reports: readonly Report[]) => Promise<void>,
  crashPoint: (name: string) => void,
): SendEvents {
  return async () => {
    const unsent = await reports.unsent(atOnce);
    if (unsent.length === 0) return 0;
    crashPoint('report-stored');
    await publish(unsent);
    crashPoint('report-published');
    await reports.markSent(unsent.map((report) => report.id));
    return unsent.length;
  };
}
