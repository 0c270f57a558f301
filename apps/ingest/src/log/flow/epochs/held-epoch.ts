import { leaseMs, type Epoch } from '../../domain/epoch.ts';

/** The epoch this process writes. */
export type HeldEpoch = {
  readonly id: string;
  /** Takes the next sequence numbers; returns the first. */
  readonly reserve: (count: number) => number;
  /** A time of receipt, never before an earlier one. */
  readonly stamp: (now: number) => number;
  /** Notes that everything up to a sequence number is published or was never stored. */
  readonly publishedThrough: (seq: number) => void;
  readonly published: () => number;
  /** The last sequence number taken. */
  readonly last: () => number;
  /** Notes a sign of life that was sent at that monotonic time and has been acknowledged. */
  readonly renewedAt: (sent: number) => void;
  /** Whether "stored" may be answered now. */
  readonly valid: (monotonic: number) => boolean;
  /** No more is written: the outcome of an insert is unknown, or somebody else holds it. */
  readonly end: () => void;
  readonly ended: () => boolean;
};

/** Begins to hold an epoch whose record was sent at that monotonic time and has been acknowledged. */
export function holdEpoch({ id, startedAt }: Pick<Epoch, 'id' | 'startedAt'>, sent: number): HeldEpoch {
  let next = 1;
  let latest = startedAt;
  let published = 0;
  let leaseUntil = sent + leaseMs;
  let ended = false;
  return {
    id,
    reserve: (count) => {
      const first = next;
      next += count;
      return first;
    },
    stamp: (now) => {
      latest = Math.max(latest, now);
      return latest;
    },
    publishedThrough: (seq) => {
      published = Math.max(published, seq);
    },
    published: () => published,
    last: () => next - 1,
    renewedAt: (time) => {
      leaseUntil = Math.max(leaseUntil, time + leaseMs);
    },
    valid: (monotonic) => !ended && monotonic < leaseUntil,
    end: () => {
      ended = true;
    },
    ended: () => ended,
  };
}
