/** One figure as `POST /api/v1/submissions` takes it: a ratio or a decimal text. */
export type ValueEntry =
  | { readonly indicator: string; readonly numerator: number; readonly denominator: number }
  | { readonly indicator: string; readonly value: string; readonly note?: string };

/** A submission as `POST /api/v1/submissions` takes it. */
export type SubmissionEntry = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly values: readonly ValueEntry[];
  readonly note: string;
};

/** The id a submission has once it is accepted. */
export const submissionId = (entry: Pick<SubmissionEntry, 'orgUnit' | 'dataset' | 'period'>): string =>
  `${entry.orgUnit}|${entry.dataset}|${entry.period}`;
