import type { DecidedPeriod } from '../domain/closing.ts';

/** Where decisions on periods are kept. */
export type PeriodStore = {
  /** Changes whenever a decision is stored. */
  readonly version: () => Promise<number>;
  /** Everything decided. */
  readonly all: () => Promise<readonly DecidedPeriod[]>;
  /** Stores one more decision; false = somebody else has decided meanwhile. */
  readonly append: (decided: DecidedPeriod) => Promise<boolean>;
};
