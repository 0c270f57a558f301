import { createHistogram, type Histogram } from '../measure/histogram.ts';
import type { Target, Door } from './command.ts';
import type { Address, Answer, Connection } from './http/connection.ts';
import type { Feed, Push } from './feed.ts';
import { pushRequest, storedOf, type Form } from './http/request.ts';
import type { Tracker } from './tracker.ts';

/** What every load shares. */
export type Ground = { readonly target: Target; readonly feed: Feed; readonly tracker: Tracker };

/** Counts of one load. */
export type Counts = {
  accepted: number;
  refused: number;
  unsure: number;
  wrong: number;
  readonly statuses: Record<string, number>;
  readonly http: Histogram;
};

/** One request with its submissions. */
export type Sending = { readonly form: Form; readonly pushes: readonly Push[]; readonly dueMs: number };

/** Sends requests and keeps the counts. */
export type Sender = {
  readonly counts: Counts;
  readonly send: (connection: Connection, sending: Sending, done: (answer: Answer) => void) => void;
};

export const addressOf = (target: Target, door: Door): Address => target[door];

const isBusy = (status: number): boolean => status === 429 || status === 503;

function count(counts: Counts, { status }: Answer, stored: readonly boolean[]): void {
  counts.statuses[status] = (counts.statuses[status] ?? 0) + 1;
  const accepted = stored.filter(Boolean).length;
  const others = stored.length - accepted;
  counts.accepted += accepted;
  if (status === 0) counts.unsure += others;
  else if (isBusy(status)) counts.refused += others;
  else counts.wrong += others;
}

export function createSender({ target, feed, tracker }: Ground, door: Door): Sender {
  const textOf = pushRequest(addressOf(target, door), target.key);
  const counts: Counts = { accepted: 0, refused: 0, unsure: 0, wrong: 0, statuses: {}, http: createHistogram() };
  return {
    counts,
    send: (connection, { form, pushes, dueMs }, done) => {
      for (const push of pushes) tracker.sent(push, dueMs);
      connection.ask(textOf(form, pushes), (answer) => {
        counts.http.add(performance.now() - dueMs);
        const stored = storedOf(form, answer, pushes);
        pushes.forEach((push, at) => {
          const isStored = stored[at] === true;
          feed.settle(push, isStored);
          tracker.answered(push, isStored);
        });
        count(counts, answer, stored);
        done(answer);
      });
    },
  };
}
