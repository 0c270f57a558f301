import type { SubmissionRevision } from '@xiaomai/gateway-api/submission';

type Value = SubmissionRevision['values'][number];

export type RevisionRow = {
  readonly revision: SubmissionRevision;
  /** Indicators whose figure differs from the revision before; undefined for the first. */
  readonly changed: readonly string[] | undefined;
};

const textOf = (value: Value | undefined): string => {
  if (value === undefined) return '';
  if ('withdrawn' in value) return 'withdrawn';
  return 'numerator' in value ? `${value.numerator}/${value.denominator}` : String(value.value);
};

function changedBetween(before: SubmissionRevision, after: SubmissionRevision): string[] {
  const known = new Map(before.values.map((value) => [value.indicator, value]));
  return after.values
    .filter((value) => textOf(value) !== textOf(known.get(value.indicator)))
    .map(({ indicator }) => indicator);
}

/** The revisions of a submission, newest first, each with what it changed. */
export function revisionRows(revisions: readonly SubmissionRevision[]): RevisionRow[] {
  const sorted = revisions.toSorted((a, b) => a.revision - b.revision);
  const rows = sorted.map((revision, index) => {
    const before = sorted[index - 1];
    return { revision, changed: before === undefined ? undefined : changedBetween(before, revision) };
  });
  return rows.reverse();
}
