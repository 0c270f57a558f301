import type { Hazard, HazardClass, HazardSeverity, HazardState } from '../domain/hazard.ts';
import type { LedgerLine } from '../domain/tally.ts';

/** A hazard as it is stored, and whether the world has been told of its newest version. */
export type HazardRecord = {
  readonly number: string;
  /** What the stored document was last written with; null = not stored yet. */
  readonly rev: string | null;
  readonly hazard: Hazard | null;
  readonly isUntold: boolean;
};

/** Records that were written, now with their new revision, and numbers that somebody else wrote first. */
export type SavedHazards = { readonly saved: readonly HazardRecord[]; readonly lost: readonly string[] };

export type HazardStore = {
  /** One record per number, in order; an empty one where nothing is stored. */
  readonly load: (numbers: readonly string[]) => Promise<readonly HazardRecord[]>;
  /** Writes each record whose stored revision is still the one it was loaded with. */
  readonly save: (records: readonly HazardRecord[]) => Promise<SavedHazards>;
  /** Notes that the world knows each record that nobody has written since. */
  readonly markTold: (records: readonly HazardRecord[]) => Promise<void>;
  /** Records of which the world has not been told since before an instant. */
  readonly untold: (before: number, limit: number) => Promise<readonly HazardRecord[]>;
  /** Open records whose due day lies before a day and that are not marked yet. */
  readonly pastDue: (day: string, limit: number) => Promise<readonly HazardRecord[]>;
};

/** What is to be numbered: the reference, and the year of the number. */
export type Numbering = { readonly ref: string; readonly year: string };

/** Gives each reference of an org unit its number, the same for ever, without a gap or a double. */
export type NumberBook = {
  readonly numbersOf: (orgUnit: string, wanted: readonly Numbering[]) => Promise<ReadonlyMap<string, string>>;
};

/** Which hazards somebody asks for; an empty list or text asks for all. */
export type HazardFilter = {
  /** An org unit: the hazards of everything below it … */
  readonly within: string;
  /** … as far as its path leads, or led when it was written, through the unit at which this one ends; empty = all. */
  readonly path: string;
  readonly states: readonly HazardState[];
  readonly classes: readonly HazardClass[];
  readonly severities: readonly HazardSeverity[];
  /** Only what is past its due day on this day; empty = any. */
  readonly overdueOn: string;
  readonly campaign: string;
  readonly isReopened: boolean;
};

/** The hazard after which a page begins. */
export type HazardPlace = { readonly foundOn: string; readonly number: string };
export type HazardPage = { readonly after: HazardPlace | null; readonly limit: number };

/** A subtree and, in it, the days on which hazards were found. */
export type LedgerScope = {
  readonly within: string;
  readonly path: string;
  readonly from: string;
  readonly to: string;
};

export type HazardReader = {
  /** Newest found first, without timelines. */
  readonly list: (filter: HazardFilter, page: HazardPage) => Promise<readonly Hazard[]>;
  readonly find: (number: string) => Promise<Hazard | null>;
  /** What counts of each org unit's hazards; an org unit without any is absent. */
  readonly ledgers: (orgUnits: readonly string[]) => Promise<ReadonlyMap<string, readonly LedgerLine[]>>;
  /** What counts of every hazard found in the scope, and of what was found there before and is on the ledger still. */
  readonly linesIn: (scope: LedgerScope) => AsyncIterable<readonly LedgerLine[]>;
  readonly all: () => AsyncIterable<readonly Hazard[]>;
};

const numberPattern = /^(.{1,80})-(\d{4})-(\d{4,9})$/;

/** Whether a text can be the number of a hazard. */
export const isHazardNumber = (text: string): boolean => numberPattern.test(text);

/** What counts of a hazard. */
export const lineOf = (hazard: Hazard): LedgerLine => {
  const { number, foundOn, severity, state, overdue, reopened, version, rechecks, timeline } = hazard;
  return {
    ...{ number, foundOn, class: hazard.class, severity, state, overdue, reopened, version },
    isRechecked: rechecks.length > 0,
    changedAt: timeline.at(-1)?.at ?? 0,
  };
};
