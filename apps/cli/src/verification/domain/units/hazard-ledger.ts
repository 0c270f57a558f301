import type { Dataset } from '../rules/catalogue.ts';
import { periodAround, readPeriod, type Period } from '../rules/period.ts';
import type { DatedFigure, Entry } from './book.ts';

/** A hazard as it is exported, as far as it is counted. */
export type StoredHazard = {
  readonly orgUnit: string;
  readonly foundOn: string;
  readonly isMajor: boolean;
  readonly state: 'open' | 'rectified' | 'struck-off' | 'voided';
  /** Its due day had passed when it was looked at last. */
  readonly overdue: boolean;
  readonly reopened: number;
  readonly isRechecked: boolean;
  readonly version: number;
  /** Unix milliseconds of the newest thing that happened to it. */
  readonly changedAt: number;
};

/** What a round of a campaign knows of an org unit, as it is exported. */
export type StoredRound = {
  readonly orgUnit: string;
  readonly end: string;
  readonly isOver: boolean;
  readonly isRegistered: boolean;
  /** Day of each visit. */
  readonly visits: readonly string[];
};

/** Everything that the ledger holds of one org unit. */
export type HazardLedger = { readonly hazards: readonly StoredHazard[]; readonly rounds: readonly StoredRound[] };

type Found = {
  /** Hazards found in the period, and those found in it or before it. */
  readonly cohort: readonly StoredHazard[];
  readonly until: readonly StoredHazard[];
  readonly visits: readonly string[];
  /** Rounds that ended in the period and had the unit in their register. */
  readonly rounds: readonly StoredRound[];
};
type Ratio = readonly [numerator: number, denominator: number];

const isOpen = ({ state }: StoredHazard): boolean => state === 'open';
const isStruckOff = ({ state }: StoredHazard): boolean => state === 'struck-off';
const majorsOf = ({ cohort }: Found): readonly StoredHazard[] => cohort.filter(({ isMajor }) => isMajor);
const rectifiedOf = (hazards: readonly StoredHazard[]): number => hazards.filter((one) => !isOpen(one)).length;

const counted: Readonly<Record<string, (found: Found) => number>> = {
  'hazard-found': ({ cohort }) => cohort.length,
  'hazard-found-and-fixed-cum': ({ cohort }) => rectifiedOf(cohort),
  'hazard-major-found': (found) => majorsOf(found).length,
  'hazard-major-rectified': (found) => rectifiedOf(majorsOf(found)),
  'hazard-open-zero': ({ until }) => until.filter((one) => !isStruckOff(one)).length,
  'hazard-open-overdue': ({ until }) => until.filter((one) => isOpen(one) && one.overdue).length,
  'hazard-major-open': ({ until }) => until.filter((one) => isOpen(one) && one.isMajor).length,
  'hazard-schools-inspected-cum': ({ visits }) => visits.length,
  'hazard-reopened-open': ({ until }) => until.filter((one) => !isStruckOff(one) && one.reopened > 0).length,
};

const rated: Readonly<Record<string, (found: Found) => Ratio>> = {
  'hazard-rectification-rate': ({ cohort }) => [rectifiedOf(cohort), cohort.length],
  'hazard-dynamic-cancellation': ({ cohort }) => [cohort.filter(isStruckOff).length, cohort.length],
  'hazard-major-rectification-rate': (found) => [rectifiedOf(majorsOf(found)), majorsOf(found).length],
  'hazard-round-coverage': ({ rounds }) => [rounds.filter(({ visits }) => visits.length > 0).length, rounds.length],
  'hazard-lookback-rate': (found) => [
    majorsOf(found).filter(({ isRechecked }) => isRechecked).length,
    majorsOf(found).length,
  ],
};

function figureOf(indicator: string, found: Found, since: number): DatedFigure | undefined {
  const dated = { numerator: 0n, denominator: 0n, value: '', statedRate: '', since };
  const count = counted[indicator]?.(found);
  if (count !== undefined) return { ...dated, value: String(count) };
  const ratio = rated[indicator]?.(found);
  return ratio && { ...dated, numerator: BigInt(ratio[0]), denominator: BigInt(ratio[1]) };
}

const counts = ({ isOver, isRegistered }: StoredRound): boolean => isOver && isRegistered;
const isWithin = (day: string, { start, end }: Period): boolean => start <= day && day <= end;

function foundIn({ hazards, rounds }: HazardLedger, period: Period): Found {
  const real = hazards.filter(({ state }) => state !== 'voided');
  return {
    cohort: real.filter(({ foundOn }) => isWithin(foundOn, period)),
    until: real.filter(({ foundOn }) => foundOn <= period.end),
    visits: rounds.flatMap(({ visits }) => visits).filter((day) => isWithin(day, period)),
    rounds: rounds.filter((round) => counts(round) && isWithin(round.end, period)),
  };
}

// Versions of hazards, visits and rounds only grow: their sum says which figures are newer.
function revisionOf({ hazards, rounds }: HazardLedger, { end }: Period): number {
  const versions = hazards.filter(({ foundOn }) => foundOn <= end).reduce((sum, { version }) => sum + version, 0);
  const visits = rounds.flatMap((round) => round.visits).filter((day) => day <= end).length;
  return versions + visits + rounds.filter((round) => counts(round) && round.end <= end).length;
}

function entryOf(dataset: Dataset, period: Period, ledger: HazardLedger): Entry {
  const found = foundIn(ledger, period);
  const changes = ledger.hazards.filter(({ foundOn }) => foundOn <= period.end).map(({ changedAt }) => changedAt);
  const receivedAt = Math.max(0, ...changes);
  const figures = dataset.indicators.flatMap((indicator) => {
    const figure = figureOf(indicator, found, receivedAt);
    return figure === undefined ? [] : [[indicator, figure] as const];
  });
  const revision = revisionOf(ledger, period);
  return {
    ...{ dataset: dataset.id, period, revision, receivedAt, firstAt: receivedAt, seen: revision },
    ...{ withdrawn: false, figures: new Map(figures) },
  };
}

/** What the ledger makes of an org unit in each month and year of which it holds something. */
export function ledgerEntries(dataset: Dataset, ledger: HazardLedger): readonly Entry[] {
  const days = [
    ...ledger.hazards.map(({ foundOn }) => foundOn),
    ...ledger.rounds.flatMap((round) => [...round.visits, ...(counts(round) ? [round.end] : [])]),
  ];
  const texts = days.flatMap((day) => dataset.periodKinds.flatMap((kind) => periodAround(kind, day)?.text ?? []));
  return [...new Set(texts)].flatMap((text) => {
    const period = readPeriod(text);
    return period === undefined ? [] : [entryOf(dataset, period, ledger)];
  });
}
