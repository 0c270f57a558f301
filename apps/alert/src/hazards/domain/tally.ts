import { periodAt, type Period } from '@xiaomai/period';
import { isOnLedger, isReal, type Hazard } from './hazard.ts';

/** What counts of a hazard. `changedAt` is the instant of its newest timeline entry. */
export type LedgerLine = Pick<
  Hazard,
  'number' | 'foundOn' | 'class' | 'severity' | 'state' | 'overdue' | 'reopened' | 'version'
> & {
  readonly isRechecked: boolean;
  readonly changedAt: number;
};

/** What a campaign round makes of one org unit of its register: each visit is one 家次. */
export type RoundLine = {
  /** Last day of the round, and whether it is over: until then nobody has been left out. */
  readonly end: string;
  readonly isOver: boolean;
  readonly isRegistered: boolean;
  /** Days of the visits. */
  readonly visits: readonly string[];
};

/** Everything that is counted of one org unit. */
export type Ledger = { readonly hazards: readonly LedgerLine[]; readonly rounds: readonly RoundLine[] };

/** Numbers of hazards found in a period and never voided, as they stand now: struckOff ≤ rectified ≤ found, found = rectified + unrectified. */
export type Counts = {
  readonly found: number;
  readonly rectified: number;
  readonly struckOff: number;
};

/** The full present figures of one org unit and period; the higher version is newer. */
export type Tally = {
  readonly period: string;
  readonly version: number;
  /** When the newest thing in it happened. */
  readonly at: number;
  readonly all: Counts;
  readonly major: Counts;
  readonly majorRechecked: number;
  /** On the ledger at this moment and found in the period or before it. */
  readonly onLedger: number;
  readonly overdue: number;
  readonly majorOpen: number;
  readonly reopened: number;
  readonly visits: number;
  /** Rounds that ended in the period: how many had the org unit in their register, and how many of those visited it. */
  readonly roundsDue: number;
  readonly roundsVisited: number;
};

export const isRectified = ({ state }: Pick<Hazard, 'state'>): boolean => state !== 'open';

export const countsOf = (hazards: readonly Pick<Hazard, 'state'>[]): Counts => ({
  found: hazards.length,
  rectified: hazards.filter(isRectified).length,
  struckOff: hazards.filter(({ state }) => state === 'struck-off').length,
});

const isMajor = ({ severity }: Pick<Hazard, 'severity'>): boolean => severity === 'major';
const isWithin = (day: string, { start, end }: Pick<Period, 'start' | 'end'>): boolean => start <= day && day <= end;

const kinds = ['month', 'year'] as const;

const daysOf = ({ hazards, rounds }: Ledger): readonly string[] => [
  ...hazards.map(({ foundOn }) => foundOn),
  ...rounds.flatMap(({ visits, end, isOver, isRegistered }) => [...visits, ...(isOver && isRegistered ? [end] : [])]),
];

/** The months and years in which anything is counted, as far as they end on or after a day. */
export function periodsOf(ledger: Ledger, since: string): readonly Period[] {
  const periods = daysOf(ledger).flatMap((day) => kinds.map((kind) => periodAt(kind, day)));
  const byText = new Map(periods.filter(({ end }) => end >= since).map((period) => [period.text, period]));
  return [...byText.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}

function roundFigures(rounds: readonly RoundLine[], period: Period) {
  const visits = rounds.flatMap((round) => round.visits).filter((day) => isWithin(day, period));
  const due = rounds.filter(({ isOver, isRegistered, end }) => isOver && isRegistered && isWithin(end, period));
  return {
    visits: visits.length,
    roundsDue: due.length,
    roundsVisited: due.filter((round) => round.visits.length > 0).length,
  };
}

// Hazards and visits are never taken away (what is voided keeps its place), rounds that are over stay so, and versions only grow: so does the sum.
function versionOf({ hazards, rounds }: Ledger, { end }: Period): number {
  const visits = rounds.flatMap((round) => round.visits).filter((day) => day <= end).length;
  const over = rounds.filter((round) => round.isOver && round.isRegistered && round.end <= end).length;
  const handled = hazards.filter(({ foundOn }) => foundOn <= end).reduce((sum, { version }) => sum + version, 0);
  return handled + visits + over;
}

/** Counts one period of an org unit: a pure function of what is stored, whoever asks and whenever. */
export function tallyOf(ledger: Ledger, period: Period): Tally {
  const known = ledger.hazards.filter(({ foundOn }) => foundOn <= period.end);
  const until = known.filter(isReal);
  const cohort = until.filter(({ foundOn }) => foundOn >= period.start);
  const majors = cohort.filter(isMajor);
  const present = until.filter(isOnLedger);
  const open = present.filter(({ state }) => state === 'open');
  return {
    period: period.text,
    version: versionOf(ledger, period),
    at: Math.max(0, ...known.map(({ changedAt }) => changedAt)),
    all: countsOf(cohort),
    major: countsOf(majors),
    majorRechecked: majors.filter(({ isRechecked }) => isRechecked).length,
    onLedger: present.length,
    overdue: open.filter(({ overdue }) => overdue).length,
    majorOpen: open.filter(isMajor).length,
    reopened: present.filter(({ reopened }) => reopened > 0).length,
    ...roundFigures(ledger.rounds, period),
  };
}
