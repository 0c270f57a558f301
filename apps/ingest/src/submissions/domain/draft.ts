import type { ReportedHazard } from './submission.ts';

import type { Standing } from '../../periods/domain/closing.ts';

/** A value as it was read: well formed, not yet judged acceptable. A decimal is its text. */
export type DraftValue = {
  readonly indicator: string;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly value?: string;
  /** Stated beside numerator and denominator. */
  readonly rate?: string;
  readonly note?: string;
  /** It takes its figure back. */
  readonly withdrawn?: true;
  /** What of it was malformed and has been reported: fields, or the figure as a whole. The rest is looked at all the same. */
  readonly malformed?: readonly (FigureField | 'figure')[];
};

/** A submission as it was read. What is undefined was absent or malformed and has been reported as a fault already. */
export type Draft = {
  readonly orgUnit: string | undefined;
  readonly dataset: string | undefined;
  readonly period: string | undefined;
  readonly values: readonly (DraftValue | undefined)[];
  readonly hazards?: readonly (ReportedHazard | undefined)[];
  readonly note: string;
  readonly observedAt: number;
};

/** Why a part of a submission is not acceptable. */
export type Reason =
  | 'unknown-org-unit'
  | 'unknown-dataset'
  | 'dataset-not-for-org-unit'
  | 'computed-dataset'
  | 'org-unit-not-reporting'
  | 'invalid-period'
  | 'period-kind-not-allowed'
  | 'period-not-begun'
  | 'period-closed'
  | 'unknown-indicator'
  | 'derived-indicator'
  | 'indicator-not-in-dataset'
  | 'duplicate-indicator'
  | 'value-kind-not-allowed'
  | 'missing-value'
  | 'missing-field'
  | 'ambiguous-value'
  | 'invalid-value'
  | 'negative-numerator'
  | 'negative-denominator'
  | 'negative-value'
  | 'no-values'
  | 'duplicate-submission'
  | 'too-many-values'
  | 'submission-too-large'
  | HazardReason;

/** Why a reported hazard is not acceptable. */
export type HazardReason = 'date-in-future' | 'date-before-found' | 'evidence-missing' | 'duplicate-hazard';

/** A field of a figure. */
export type FigureField = 'numerator' | 'denominator' | 'value' | 'rate';

/** A field of a value. */
export type ValueField = 'indicator' | FigureField;

/** A field of a hazard. */
export type HazardField = 'ref' | 'foundOn' | 'dueOn' | 'rectified' | 'rectified/on';

/** One fault: in which field of the submission, or of which of its values. */
export type SubmissionFault = {
  readonly field: 'orgUnit' | 'dataset' | 'period' | 'values' | 'hazards' | ValueField | HazardField | undefined;
  /** Place of the value among the values; undefined = the submission itself. */
  readonly index: number | undefined;
  /** The place is one among the hazards. */
  readonly ofHazard?: true;
  readonly reason: Reason;
  /** Of a closed period: the decision that closed it. */
  readonly closing?: Standing;
};

/** Most values in one submission. */
export const mostValues = 500;
