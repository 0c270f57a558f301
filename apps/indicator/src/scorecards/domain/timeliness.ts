import type { Period } from '@xiaomai/period';
import type { Dataset } from '../../catalogue/domain/catalogue.ts';
import { dueOf } from '../../due/domain/due-plan.ts';

/** Whether a submission came in time. */
export type Timeliness = {
  /** It was due and nothing stands. */
  readonly missing: boolean;
  /** It stands, but came after it was due. */
  readonly late: boolean;
  /** Unix milliseconds; 0 = never due. */
  readonly dueAt: number;
};

/** What of a submission decides it. */
export type Arrival = {
  readonly dataset: Dataset;
  readonly period: Period;
  /** When it was first received since it stands; undefined = nothing stands. */
  readonly since: number | undefined;
  /** Nothing is missing of a unit that is not expected to report. */
  readonly expected: boolean;
};

/** Judges the arrival of a submission at an instant. What comes at the due time itself is in time. */
export function timelinessOf({ dataset, period, since, expected }: Arrival, now: number): Timeliness {
  const due = dataset.computed ? undefined : dueOf(dataset, period);
  if (due === undefined) return { missing: false, late: false, dueAt: 0 };
  if (since === undefined) return { missing: expected && now > due.at, late: false, dueAt: due.at };
  return { missing: false, late: since > due.at, dueAt: due.at };
}
