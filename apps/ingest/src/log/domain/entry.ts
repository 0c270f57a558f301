/** A revision as the log keeps it: immutable, at its place in the epoch of the instance that wrote it. */
export type Entry = {
  /** Id of the submission: `<orgUnit>|<dataset>|<period>`. */
  readonly id: string;
  readonly revision: number;
  readonly epoch: string;
  /** From 1; grows by one with each insert that is tried, so some numbers stay unused. */
  readonly seq: number;
  /** Unix milliseconds of receipt; never falls within an epoch. */
  readonly at: number;
  /** Which request wrote it, where that said so by an Idempotency-Key; else empty. */
  readonly mark: string;
  /** The encoded revision: these very bytes are published. */
  readonly payload: Buffer;
};

/** Key that keeps what belongs to one org unit in order. */
export const orderKey = (entry: Pick<Entry, 'id'>): string => entry.id.slice(0, entry.id.indexOf('|'));
