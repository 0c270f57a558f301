import type { Standing } from './standing.ts';

/** Rule of a submission that was due and has not come: in a standing one entry a period, `missing@<period>`. */
const prefix = 'missing@';

/** What is told of the submissions of one unit and dataset that have not come. */
export type MissingPeriods = {
  /** Oldest first; none = everything that was due has come. */
  readonly periods: readonly { readonly period: string; readonly end: string }[];
};

/** What a card does to it. */
export type MissingChange = { readonly next: Standing; readonly changed: boolean };

type Arrived = { readonly period: string; readonly missing: boolean };

/** Puts a period among the missing ones, or takes it out. */
export function applyMissing(standing: Standing, { period, missing }: Arrived, end: string): MissingChange {
  const key = `${prefix}${period}`;
  if (missing === (standing.failing[key] !== undefined)) return { next: standing, changed: false };
  const { [key]: _before, ...others } = standing.failing;
  return { next: { ...standing, failing: missing ? { ...others, [key]: end } : others }, changed: true };
}

/** Indicators that are breached, or were once: who hears of a unit may believe so of no others. */
export const everBreached = ({ failing, ended }: Standing): ReadonlySet<string> =>
  new Set([...Object.keys(failing).filter((key) => !key.startsWith(prefix)), ...ended]);

/** The periods that a standing knows to be missing. */
export function missingPeriods({ failing }: Standing): MissingPeriods['periods'] {
  return Object.entries(failing)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, end]) => ({ period: key.slice(prefix.length), end }))
    .sort((a, b) => (a.end < b.end ? -1 : 1));
}
