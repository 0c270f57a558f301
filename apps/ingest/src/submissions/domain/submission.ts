/** One figure: a ratio of two integers, or a decimal text in `value` where that is not empty. */
export type Value = {
  readonly indicator: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: string;
  readonly note: string;
  /** Decimal text of the rate stated beside numerator and denominator; empty = none. Compared, never judged. */
  readonly statedRate: string;
  /** Taken back: it has no figure, and its note says why. */
  readonly withdrawn: boolean;
  /** Unix milliseconds at which the figure was first received as it stands, where that was an earlier revision; 0 = with this one. */
  readonly receivedAt: number;
};

/** A hazard that is reported with a submission; class and severity as their numbers on the wire. Days are YYYY-MM-DD, empty = not said. */
export type ReportedHazard = {
  readonly ref: string;
  readonly class: number;
  readonly severity: number;
  readonly description: string;
  readonly place: string;
  readonly foundOn: string;
  readonly foundBy: string;
  readonly dueOn: string;
  readonly responsible: string;
  readonly rectifiedOn: string;
  readonly evidence: string;
  readonly links: readonly string[];
};

/** What a school says for one dataset and period, found acceptable. */
export type Submission = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly values: readonly Value[];
  /** Absent: none are told of. */
  readonly hazards?: readonly ReportedHazard[];
  readonly note: string;
  /** Unix milliseconds by the school's clock; 0 = not said. */
  readonly observedAt: number;
};

/** An immutable state of a submission: everything said until then, merged; values in the order of their indicators. */
export type Revision = Submission & {
  /** In the order of their refs. */
  readonly hazards: readonly ReportedHazard[];
  readonly id: string;
  readonly revision: number;
  readonly receivedAt: number;
  readonly acceptedBy: string;
  readonly idempotencyKey: string;
  /** Why the whole submission was taken back; empty = it was not. */
  readonly withdrawalReason: string;
  /** When the first revision since it was last taken back as a whole was received; 0 = this one. */
  readonly firstReceivedAt: number;
};

/** Who pushes, as far as acceptance depends on it. */
export type Pusher = {
  readonly maySee: (path: string) => boolean;
  /** Datasets it may push; empty = all. */
  readonly datasets: readonly string[];
};

/** The id every revision of a submission shares. */
export const submissionId = (submission: Pick<Submission, 'orgUnit' | 'dataset' | 'period'>): string =>
  `${submission.orgUnit}|${submission.dataset}|${submission.period}`;

/** The org unit, dataset and period of an id; undefined when it has not these three parts. */
export function partsOfId(id: string): Pick<Submission, 'orgUnit' | 'dataset' | 'period'> | undefined {
  const [orgUnit = '', dataset = '', period = '', ...more] = id.split('|');
  if (orgUnit === '' || dataset === '' || period === '' || more.length > 0) return undefined;
  return { orgUnit, dataset, period };
}
