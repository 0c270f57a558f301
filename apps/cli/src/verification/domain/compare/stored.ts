import type { Verdict } from '../figures/figure.ts';
import type { Finding } from '../judging/findings.ts';

/** A figure as a service has stored it; texts that say nothing are empty. */
export type StoredCell = {
  readonly indicator: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: string;
  readonly verdict: Verdict;
  readonly target: string;
  readonly against: string;
  readonly measured: string;
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
  readonly cells: readonly (StoredCell & { readonly statedRate: string })[];
  readonly groups: readonly { readonly group: string; readonly verdict: Verdict }[];
  readonly findings: readonly Finding[];
  readonly missing: boolean;
  readonly late: boolean;
  readonly withdrawn: boolean;
  readonly dueAt: number;
};

export type StoredRollupCell = StoredCell & {
  readonly met: number;
  readonly atRisk: number;
  readonly breached: number;
  readonly noData: number;
  readonly notApplicable: number;
  readonly valued: number;
  readonly latestAt: number;
  readonly latestUnit: string;
  readonly failing: readonly string[];
};

export type StoredRollup = Place & {
  readonly reported: number;
  readonly missing: number;
  readonly late: number;
  readonly cells: readonly StoredRollupCell[];
  readonly groups: readonly {
    readonly group: string;
    readonly met: number;
    readonly judged: number;
    readonly verdict: Verdict;
  }[];
  readonly findings: Readonly<Record<string, number>>;
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
