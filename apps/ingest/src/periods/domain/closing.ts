/** Something that was decided on a period. */
export type PeriodDecision = {
  readonly at: number;
  readonly by: string;
  readonly kind: 'closed' | 'reopened';
  readonly reason: string;
};

/** Everything decided on one period of a dataset for one org unit and what lies below it; the last one stands. */
export type DecidedPeriod = {
  readonly dataset: string;
  readonly period: string;
  readonly orgUnit: string;
  readonly history: readonly [PeriodDecision, ...PeriodDecision[]];
};

/** Which period of which dataset. */
export type PeriodKey = Pick<DecidedPeriod, 'dataset' | 'period'>;

/** A decision that is in force, and for which org unit it was taken. */
export type Standing = PeriodDecision & { readonly orgUnit: string };

/** Decisions in force by `<dataset>|<period>`. */
export type Decisions = ReadonlyMap<string, readonly Standing[]>;

/** Id of what is decided for one org unit. */
export const decidedId = ({ dataset, period, orgUnit }: Omit<DecidedPeriod, 'history'>): string =>
  `${dataset}|${period}|${orgUnit}`;

const keyOf = ({ dataset, period }: PeriodKey): string => `${dataset}|${period}`;

/** The decision of a period that stands. */
export const standingOf = ({ orgUnit, history }: DecidedPeriod): Standing => ({
  ...(history.at(-1) ?? history[0]),
  orgUnit,
});

/** Puts decisions together for looking up. */
export function decisionsOf(decided: readonly DecidedPeriod[]): Decisions {
  const decisions = new Map<string, Standing[]>();
  for (const one of decided) decisions.set(keyOf(one), [...(decisions.get(keyOf(one)) ?? []), standingOf(one)]);
  return decisions;
}

/** The closing that keeps a period from taking submissions of a unit (by path); undefined = it is open. Of all decisions from
 *  the unit up to the root the latest one counts. */
export function closingFor(decisions: Decisions, key: PeriodKey, path: string): Standing | undefined {
  const standing = decisions.get(keyOf(key));
  if (standing === undefined) return undefined;
  const above = new Set(path.split('/'));
  const [latest] = standing.filter(({ orgUnit }) => above.has(orgUnit)).sort((a, b) => b.at - a.at);
  return latest?.kind === 'closed' ? latest : undefined;
}
