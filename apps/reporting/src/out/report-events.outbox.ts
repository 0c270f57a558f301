import type { Report as ReportMessage } from '@xiaomai/contracts/report';
import { topics } from '@xiaomai/contracts/topics';
import type { Publisher } from '@xiaomai/kafka';
import type { Report } from '../domain/report.ts';
import type { SendEvents } from '../flow/send-events.ts';

/** Publishes reports on report.published.v1; the id of the event is the id of the report. */
export const publishReports =
  (publisher: Publisher, toWire: (report: Report) => ReportMessage) =>
  (reports: readonly Report[]): Promise<void> =>
    publisher.publish(
      topics.reportPublished,
      reports.map((report) => {
        const message = { report: toWire(report) };
        return {
          id: report.id,
          key: topics.reportPublished.key(message),
          value: topics.reportPublished.encode(message),
        };
      }),
    );

export type Relay = {
  /** Something new stands in the outbox: send at once. */
  readonly nudge: () => void;
  /** Ends after the round that is running. */
  readonly stop: () => Promise<void>;
};

export type RelayOptions = { readonly pollMs: number; readonly onFailure: (error: unknown) => void };

/** Empties the outbox whenever nudged, and every `pollMs` for what a crash or another instance left behind. */
export function startRelay(send: SendEvents, { pollMs, onFailure }: RelayOptions): Relay {
  let running: Promise<void> | undefined;
  let again = false;
  const rounds = async (): Promise<void> => {
    do {
      again = false;
      try {
        while ((await send()) > 0);
      } catch (error) {
        onFailure(error); // the next round tries again
      }
    } while (again);
    running = undefined;
  };
  const nudge = (): void => {
    again = true;
    running ??= rounds();
  };
  const timer = setInterval(nudge, pollMs);
  nudge();
  return {
    nudge,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
