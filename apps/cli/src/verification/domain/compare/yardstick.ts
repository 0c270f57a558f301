import type { DuePeriod, IsWorkday } from '../rules/due.ts';
import type { Sums } from '../sums/sums.ts';
import type { Sources } from '../units/recount-unit.ts';

/** What everything is held against. */
export type Yardstick = Sources & {
  readonly isWorkday: IsWorkday;
  /** Periods that must have been reported. */
  readonly due: readonly DuePeriod[];
  readonly sums: Sums;
};
