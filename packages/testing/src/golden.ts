import { readFileSync } from 'node:fs';
import path from 'node:path';

type Verdict = 'met' | 'at-risk' | 'breached' | 'no-data' | 'not-applicable';

/** A figure as text: `40/87` is a ratio, `38.60` a decimal, `0/0` no data. */
export type GoldenFigure = string;

/**
 * One figure against one target. The figure is of the indicator `x` of a primary school tagged `boarding`, which stands
 * below the org units `district` and `city`; with `children` it is that of `district`, and they are the figures right below.
 */
export type JudgingCase = {
  readonly rule: string;
  /** Document and phrase it was taken from. */
  readonly source?: string;
  readonly unit: string;
  /** Keys as in the exported catalogue; absent ones are empty. */
  readonly target: {
    readonly comparator: string;
    readonly value?: string;
    readonly upper?: string;
    readonly soft?: boolean;
    readonly validFrom?: string;
    readonly validTo?: string;
    readonly due?: string;
    readonly scope?: readonly string[];
    readonly types?: readonly string[];
    readonly tags?: readonly string[];
    readonly measure?: string;
    readonly base?: string;
    readonly basePeriod?: string;
    readonly other?: string;
    readonly times?: string;
    readonly order?: readonly string[];
    readonly before?: string;
    readonly path?: {
      readonly kind: string;
      readonly stages: readonly { readonly on: string; readonly value: string }[];
    };
    readonly projected?: boolean;
  };
  readonly period: string;
  readonly figure: GoldenFigure;
  /** Own figures of `x` in other periods. */
  readonly past?: Readonly<Record<string, GoldenFigure>>;
  /** Figures of other indicators of the same unit and period. */
  readonly others?: Readonly<Record<string, GoldenFigure>>;
  readonly children?: readonly GoldenFigure[];
  /** Instants, RFC 3339. */
  readonly receivedAt?: string;
  readonly now?: string;
  readonly verdict: Verdict;
  /** What the cell remembers of it. */
  readonly against?: string;
  readonly measured?: string;
};

/** The verdicts of the parts of a conjunction, and its figure. */
export type ConjunctionCase = {
  readonly rule: string;
  readonly parts: readonly Verdict[];
  readonly atLeast: number;
  readonly figure: GoldenFigure;
};

/** The verdicts of the members of a group of a reporting unit, and its own. */
export type GroupCase = {
  readonly rule: string;
  readonly members: readonly Verdict[];
  readonly atLeast: number;
  readonly verdict: Verdict;
};

/** Figures of reporting units, in the order of their ids, and that of the unit above; an empty text is none. */
export type RollupCase = {
  readonly rule: string;
  readonly aggregation: string;
  /** Absent: `count`. */
  readonly unit?: string;
  readonly children: readonly GoldenFigure[];
  readonly received?: readonly number[];
  readonly figure: GoldenFigure;
};

/** The figures of one submission (in percent where they are ratios), and the codes of what does not fit. */
export type FindingCase = {
  readonly rule: string;
  readonly figures: Readonly<Record<string, GoldenFigure>>;
  readonly stated?: Readonly<Record<string, string>>;
  readonly check?: {
    readonly kind: string;
    readonly left: string;
    readonly right: readonly string[];
    readonly tolerance: string;
  };
  /** Least and greatest plausible value of `x`. */
  readonly plausible?: readonly [string, string];
  readonly codes: readonly string[];
};

/** A figure among its own of other periods, or among those of others in the same one; what is said of an outlier, null = nothing. */
export type OutlierCase = {
  readonly rule: string;
  readonly unit: string;
  readonly floor: string;
  readonly period: string;
  readonly figure: GoldenFigure;
  readonly past?: Readonly<Record<string, GoldenFigure>>;
  readonly peers?: readonly GoldenFigure[];
  readonly found: {
    readonly found: string;
    readonly expected: string;
    readonly spread: string;
    readonly floored: boolean;
    readonly among: number;
  } | null;
};

/** A period, the one before it and the same one a year earlier. */
export type BaseCase = { readonly period: string; readonly before: string; readonly lastYear: string };

type Tables = {
  readonly judging: JudgingCase;
  readonly conjunctions: ConjunctionCase;
  readonly groups: GroupCase;
  readonly rollups: RollupCase;
  readonly findings: FindingCase;
  readonly outliers: OutlierCase;
  readonly bases: BaseCase;
};

/** A table of worked cases: every implementation of judging gives these answers. */
export const golden = <Name extends keyof Tables>(name: Name): readonly Tables[Name][] =>
  readFileSync(path.join(import.meta.dirname, '..', 'golden', `${name}.ndjson`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Tables[Name]);
