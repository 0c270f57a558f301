import type { Entry } from '../domain/entry.ts';
import type { Epoch } from '../domain/epoch.ts';

/** Revisions of one submission, from one number to another. */
export type RevisionRange = { readonly id: string; readonly from: number; readonly to: number };

/** The log itself: entries are inserted and read, never changed. */
export type RevisionStore = {
  /** Inserts, each for itself. Resolves with the places of those whose revision exists already; a rejection means that the outcome is unknown. */
  readonly insert: (entries: readonly Entry[]) => Promise<ReadonlySet<number>>;
  /** Entries in these ranges, in no order. */
  readonly read: (ranges: readonly RevisionRange[]) => Promise<readonly Entry[]>;
  /** Every revision of a submission, oldest first. */
  readonly history: (id: string) => Promise<readonly Entry[]>;
  /** Entries of an epoch after one sequence number and up to another, in their order, at most `limit`. */
  readonly ofEpoch: (
    epoch: string,
    window: { readonly after: number; readonly upTo: number; readonly limit: number },
  ) => Promise<readonly Entry[]>;
};

/** Who writes the log and how far it is published. */
export type EpochStore = {
  readonly begin: (epoch: Epoch) => Promise<void>;
  /** Writes an epoch that `holder` holds; false = somebody else holds it now. */
  readonly keep: (epoch: Epoch, holder: string) => Promise<boolean>;
  /** Becomes the holder of an epoch as it was seen; false = it has changed since. */
  readonly claim: (seen: Epoch, holder: string) => Promise<boolean>;
  readonly unclosed: () => Promise<readonly Epoch[]>;
  readonly find: (ids: readonly string[]) => Promise<readonly Epoch[]>;
  /** Every epoch, oldest first. */
  readonly all: () => Promise<readonly Epoch[]>;
};

/** Sends entries to whoever judges them; resolves when all are acknowledged. Sends leave in the order of the calls. */
export type Publish = (entries: readonly Entry[]) => Promise<void>;

/** Time: Unix milliseconds for records, monotonic milliseconds for durations. */
export type Clock = { readonly now: () => number; readonly monotonic: () => number };
