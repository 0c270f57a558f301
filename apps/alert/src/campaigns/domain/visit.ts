import { err, ok, type Result } from '@xiaomai/kernel';
import type { RoundLine } from '../../hazards/domain/tally.ts';
import type { Round } from './campaign.ts';

/** One visit of an org unit (家次). */
export type Visit = {
  readonly ref: string;
  readonly day: string;
  readonly inspector: string;
  readonly result: string;
  /** Numbers of the hazards it found. */
  readonly hazards: readonly string[];
  readonly at: number;
  readonly by: string;
};

/** What a round knows of one org unit: whether it is in the register, and its visits. */
export type RoundEntry = {
  /** `<campaign>|<n>` */
  readonly round: string;
  readonly orgUnit: string;
  readonly orgName: string;
  readonly path: string;
  readonly start: string;
  readonly end: string;
  readonly isRegistered: boolean;
  readonly isOver: boolean;
  readonly visits: readonly Visit[];
};

export type VisitRefusal = 'round-not-begun' | 'day-outside-round' | 'date-in-future';

/** Whether a visit may be written down now. Paper comes late: the day must lie in the round, not the writing. */
export function admitVisit(round: Round, day: string, today: string): Result<undefined, VisitRefusal> {
  if (!round.isFrozen) return err('round-not-begun');
  if (day < round.start || day > round.end) return err('day-outside-round');
  return day > today ? err('date-in-future') : ok(undefined);
}

/** The entry with a visit more; the very same when its ref is known. */
export const withVisit = (entry: RoundEntry, visit: Visit): RoundEntry =>
  entry.visits.some(({ ref }) => ref === visit.ref) ? entry : { ...entry, visits: [...entry.visits, visit] };

/** What counts of an entry. */
export const roundLineOf = ({ end, isOver, isRegistered, visits }: RoundEntry): RoundLine => ({
  ...{ end, isOver, isRegistered, visits: visits.map(({ day }) => day) },
});

/** Coverage of a round, and what it has made of a span of days. */
export type Coverage = { readonly registered: number; readonly visited: number; readonly visits: number };

/** Sums up entries: each visit is one 家次, an org unit of the register counts once however often it is visited. */
export const coverageOf = (entries: readonly Pick<RoundEntry, 'isRegistered' | 'visits'>[]): Coverage => ({
  registered: entries.filter(({ isRegistered }) => isRegistered).length,
  visited: entries.filter(({ isRegistered, visits }) => isRegistered && visits.length > 0).length,
  visits: entries.reduce((sum, { visits }) => sum + visits.length, 0),
});
