import type { Card } from './facts.ts';

/** Where a figure came from: one indicator of one version of one scorecard, and the path that explains it. */
export type Source = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly version: number;
  readonly indicator: string | null;
  readonly trace: string;
};

/** The source of one indicator's figure. */
export function traceOf(orgUnit: string, indicator: string, card: Card): Source {
  const query = new URLSearchParams({ orgUnit, indicator, period: card.period }).toString();
  const { dataset, period, version } = card;
  return { orgUnit, dataset, period, version, indicator, trace: `/api/v1/trace?${query}` };
}

/** The source of what a whole scorecard says: coverage, groups. */
export function scorecardOf(orgUnit: string, card: Card): Source {
  const { dataset, period, version } = card;
  const trace = `/api/v1/scorecards/${encodeURIComponent(orgUnit)}?period=${encodeURIComponent(period)}`;
  return { orgUnit, dataset, period, version, indicator: null, trace };
}
