/** The life of an instance as a writer of the log. */
export type Epoch = {
  readonly id: string;
  /** Instance that looks after it: its writer, or who adopted it; empty = let go, anybody's at once. */
  readonly holder: string;
  /** Grows with every sign of life of its holder. */
  readonly beat: number;
  /** open: written by its holder. adopting: its writer is gone. closing: the last look is being taken. closed: all is published. */
  readonly state: 'open' | 'adopting' | 'closing' | 'closed';
  readonly startedAt: number;
  /** Everything up to this sequence number is published or was never stored. */
  readonly published: number;
};

/** How long a writer may answer "stored" after its last sign of life. */
export const leaseMs = 5_000;

/** Least time without a sign of life, as an observer measures it, after which a writer is gone for certain. */
export const goneAfterMs = 7_000;

/** The longest an insert may take; then its outcome is unknown. */
export const insertDeadlineMs = 4_000;

/** How long after an epoch's end one of its inserts may still become visible, generously. */
export const settledAfterMs = 10_000;

/** Whether an entry was stored after its epoch was looked through for the last time: nobody will publish it unasked. */
export const isOrphan = (entry: { readonly seq: number }, epoch: Epoch): boolean =>
  (epoch.state === 'closing' || epoch.state === 'closed') && entry.seq > epoch.published;

/** When an epoch was last seen to change, by the observer's own clock. */
export type Sighting = { readonly beat: number; readonly holder: string; readonly since: number };

/** What is known after looking at an epoch again. */
export const sight = (epoch: Epoch, before: Sighting | undefined, now: number): Sighting =>
  before?.beat === epoch.beat && before.holder === epoch.holder
    ? before
    : { beat: epoch.beat, holder: epoch.holder, since: now };

/** Whether nobody looks after an epoch any more. */
export const isAbandoned = (epoch: Epoch, sighting: Sighting, now: number): boolean =>
  epoch.holder === '' || now - sighting.since >= goneAfterMs;
