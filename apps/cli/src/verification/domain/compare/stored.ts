import type { Verdict } from '../recount/judge.ts';

/** A figure as a service has stored it. */
export type StoredCell = {
  readonly indicator: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: string;
  readonly verdict: Verdict;
  readonly target: string;
};

type Place = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly parent: string;
  readonly path: string;
  readonly version: number;
  readonly receivedAt: number;
};

export type StoredScorecard = Place & {
  readonly revision: number;
  readonly cells: readonly StoredCell[];
  readonly groups: readonly { readonly group: string; readonly verdict: Verdict }[];
};

export type StoredRollup = Place & {
  readonly reported: number;
  readonly cells: readonly (StoredCell & {
    readonly met: number;
    readonly atRisk: number;
    readonly breached: number;
    readonly noData: number;
    readonly notApplicable: number;
  })[];
  readonly groups: readonly {
    readonly group: string;
    readonly met: number;
    readonly judged: number;
    readonly verdict: Verdict;
  }[];
};

export type StoredAlert = {
  readonly id: string;
  readonly orgUnit: string;
  readonly indicator: string;
  readonly path: string;
  readonly dataset: string;
  readonly period: string;
  readonly severity: string;
  readonly condition: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: string;
  readonly comparator: string;
  readonly targetValue: string;
  readonly receivedAt: number;
};
