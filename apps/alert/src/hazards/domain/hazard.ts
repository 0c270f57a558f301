export type HazardClass = 'security' | 'fire' | 'food' | 'traffic' | 'chemicals' | 'drowning' | 'mental-health';
export type HazardSeverity = 'general' | 'major';
/** `open` = found, returned or reopened; `rectified` = waits to be looked at; `struck-off` = 销号; `voided` = entered by mistake, never was. */
export type HazardState = 'open' | 'rectified' | 'struck-off' | 'voided';

export type HazardTimelineKind =
  | 'found'
  | 'corrected'
  | 'rectified'
  | 'returned'
  | 'struck-off'
  | 'reopened'
  | 'voided'
  | 'commented'
  | 'rechecked'
  | 'overdue';

/** Whose hazard it is. */
export type HazardSubject = {
  readonly orgUnit: string;
  readonly orgName: string;
  readonly path: string;
  readonly pathNames: readonly string[];
};

/** What is written down of a hazard and may be corrected. Days are YYYY-MM-DD. */
export type Particulars = {
  readonly class: HazardClass;
  readonly severity: HazardSeverity;
  readonly description: string;
  readonly place: string;
  readonly foundBy: string;
  readonly dueOn: string;
  readonly responsible: string;
};

/** What somebody says has been done about it, and what shows it. */
export type Evidence = { readonly on: string; readonly note: string; readonly links: readonly string[] };

/** Where a report came from: of one submission the higher revision is newer, of several the one received later. */
export type ReportSource = { readonly submission: string; readonly revision: number; readonly at: number };

/** A look-back at a hazard that had been struck off. */
export type Recheck = {
  readonly sample: string;
  readonly on: string;
  readonly by: string;
  readonly passed: boolean;
};

/** One transition: who, when, why, and where the hazard stood after it. */
export type HazardTimelineEntry = {
  readonly version: number;
  readonly at: number;
  readonly by: string;
  readonly kind: HazardTimelineKind;
  readonly note: string;
  readonly links: readonly string[];
  readonly state: HazardState;
};

/** A numbered item of the ledger with everything that happened to it. Instants are Unix milliseconds, 0 = not. */
export type Hazard = Particulars & {
  readonly number: string;
  /** The finder's own reference: within an org unit it names one hazard for ever. */
  readonly ref: string;
  readonly subject: HazardSubject;
  /** Fixed at registration, so that a hazard never moves from one period to another. */
  readonly foundOn: string;
  /** Campaign round it was found in, `<campaign>|<n>`; empty = outside of one. */
  readonly round: string;
  readonly state: HazardState;
  /** What was last said to have been done; null = nothing. Kept when it is returned, so that the same words are no news. */
  readonly evidence: Evidence | null;
  readonly struckOffAt: number;
  readonly reopened: number;
  readonly overdue: boolean;
  readonly rechecks: readonly Recheck[];
  readonly source: ReportSource;
  readonly registeredAt: number;
  /** Grows with every entry of the timeline. */
  readonly version: number;
  /** Grows with what people do about it; If-Match is against it. */
  readonly handlingVersion: number;
  readonly timeline: readonly HazardTimelineEntry[];
};

/** Nobody: a clock made the transition. */
export const system = 'system';

export const isOnLedger = ({ state }: Pick<Hazard, 'state'>): boolean => state === 'open' || state === 'rectified';

/** Whether there ever was such a hazard: what was voided keeps its number and counts nowhere. */
export const isReal = ({ state }: Pick<Hazard, 'state'>): boolean => state !== 'voided';

/** Why a hazard needs somebody's eye now. */
export type Warning = 'overdue' | 'major-open' | 'reopened';

export function warningsOf(hazard: Pick<Hazard, 'state' | 'severity' | 'overdue' | 'reopened'>): readonly Warning[] {
  const { state, severity, overdue, reopened } = hazard;
  const found: readonly (Warning | false)[] = [
    state === 'open' && overdue && 'overdue',
    state === 'open' && severity === 'major' && 'major-open',
    isOnLedger(hazard) && reopened > 0 && 'reopened',
  ];
  return found.filter((warning) => warning !== false);
}

/** `<org unit>-<year>-<sequence>`: the number people call a hazard by. */
export const hazardNumber = (orgUnit: string, year: string, sequence: number): string =>
  `${orgUnit}-${year}-${String(sequence).padStart(4, '0')}`;
