import { err, ok, type Result } from '@xiaomai/kernel';
import { parsePeriodInReach, type Period } from '@xiaomai/period';
import type { PeriodKey, Standing } from '../../periods/domain/closing.ts';
import { mostValues, type Draft, type Reason, type SubmissionFault } from './draft.ts';
import { placeOn, type DatasetRule, type Place, type Rules } from './rules.ts';
import type { Pusher, Submission, Value } from './submission.ts';
import { validateHazards } from './validate-hazards.ts';
import { validateValue } from './validate-value.ts';

/** The decision that keeps a period from taking submissions of a unit (by path). */
export type ClosingFor = (key: PeriodKey, path: string) => Standing | undefined;

/** What acceptance depends on besides the submission itself. */
export type Circumstances = {
  readonly rules: Rules;
  readonly pusher: Pusher;
  /** The calendar day in Asia/Shanghai. */
  readonly today: string;
  readonly closingFor: ClosingFor;
};

type Head = {
  readonly unit: Place | undefined;
  readonly dataset: DatasetRule | undefined;
  readonly period: Period | undefined;
};

function periodOf(text: string | undefined): Period | undefined {
  if (text === undefined) return undefined;
  const parsed = parsePeriodInReach(text);
  return parsed.ok ? parsed.value : undefined;
}

function unitOf(draft: Draft, { rules, pusher, today }: Circumstances, period: Period | undefined): Place | undefined {
  const place = placeOn(rules.units.get(draft.orgUnit ?? ''), period?.end ?? today);
  return place !== undefined && pusher.maySee(place.path) ? place : undefined;
}

function datasetOf(draft: Draft, { rules, pusher }: Circumstances): DatasetRule | undefined {
  if (draft.dataset === undefined) return undefined;
  const allowed = pusher.datasets.length === 0 || pusher.datasets.includes(draft.dataset);
  return allowed ? rules.datasets.get(draft.dataset) : undefined;
}

function periodReason({ dataset, period }: Head, today: string): Reason | undefined {
  if (period === undefined) return 'invalid-period';
  if (dataset?.periodKinds.has(period.kind) === false) return 'period-kind-not-allowed';
  return period.start > today ? 'period-not-begun' : undefined;
}

const inField = (field: SubmissionFault['field'], reason: Reason): SubmissionFault => ({
  field,
  index: undefined,
  reason,
});

function datasetReason({ unit, dataset }: Head): Reason | undefined {
  if (dataset === undefined) return 'unknown-dataset';
  if (dataset.computed === true) return 'computed-dataset';
  return unit === undefined || dataset.reportedBy.has(unit.type) ? undefined : 'dataset-not-for-org-unit';
}

function closedFaults({ unit, dataset, period }: Head, { closingFor }: Circumstances): readonly SubmissionFault[] {
  if (unit === undefined || dataset === undefined || period === undefined) return [];
  const closing = closingFor({ dataset: dataset.id, period: period.text }, unit.path);
  return closing === undefined ? [] : [{ ...inField('period', 'period-closed'), closing }];
}

function headFaults(draft: Draft, head: Head, circumstances: Circumstances): readonly SubmissionFault[] {
  const faults: SubmissionFault[] = [];
  const report = (field: 'orgUnit' | 'dataset' | 'period', reason: Reason | undefined): void => {
    if (draft[field] !== undefined && reason !== undefined) faults.push(inField(field, reason));
  };
  report('orgUnit', head.unit === undefined ? 'unknown-org-unit' : undefined);
  report('dataset', datasetReason(head));
  report('period', periodReason(head, circumstances.today));
  return [...faults, ...closedFaults(head, circumstances)];
}

function valuesOf(
  draft: Draft,
  dataset: DatasetRule | undefined,
  rules: Rules,
): Result<readonly Value[], readonly SubmissionFault[]> {
  const values: Value[] = [];
  const faults: SubmissionFault[] = [];
  const named = new Set<string>();
  draft.values.forEach((value, index) => {
    if (value === undefined) return;
    if (named.has(value.indicator)) faults.push({ field: 'indicator', index, reason: 'duplicate-indicator' });
    named.add(value.indicator);
    const checked = validateValue(value, dataset, rules);
    if (checked.ok) values.push(checked.value);
    else for (const fault of checked.reason) faults.push({ ...fault, index });
  });
  if (draft.values.length === 0) faults.push(inField('values', 'no-values'));
  if (draft.values.length > mostValues) faults.push(inField('values', 'too-many-values'));
  return faults.length === 0 ? ok(values) : err(faults);
}

type Content = Pick<Submission, 'values' | 'hazards'>;

// Towns, districts and whatever stands above them have no hazards of their own.
const aboveSchools: readonly string[] = ['nation', 'province', 'city', 'district', 'town'];

function hazardsOf(
  draft: Draft,
  { unit }: Head,
  today: string,
): Result<Content['hazards'], readonly SubmissionFault[]> {
  if (draft.hazards === undefined || draft.hazards.length === 0) return ok(undefined);
  const hazards = validateHazards(draft.hazards, today);
  if (unit === undefined || !aboveSchools.includes(unit.type)) return hazards;
  return err([inField('hazards', 'org-unit-not-reporting'), ...(hazards.ok ? [] : hazards.reason)]);
}

function contentOf(
  draft: Draft,
  head: Head,
  { rules, today }: Circumstances,
): Result<Content, readonly SubmissionFault[]> {
  const values = valuesOf(draft, head.dataset, rules);
  const hazards = hazardsOf(draft, head, today);
  if (!values.ok || !hazards.ok) return err([values, hazards].flatMap((part) => (part.ok ? [] : part.reason)));
  return ok({ values: values.value, ...(hazards.value === undefined ? {} : { hazards: hazards.value }) });
}

/** Whether a submission is acceptable; every fault of it at once. A unit out of reach is refused exactly as one that does not exist. */
export function validateSubmission(
  draft: Draft,
  circumstances: Circumstances,
): Result<Submission, readonly SubmissionFault[]> {
  const period = periodOf(draft.period);
  const head: Head = { period, unit: unitOf(draft, circumstances, period), dataset: datasetOf(draft, circumstances) };
  const faults = headFaults(draft, head, circumstances);
  const content = contentOf(draft, head, circumstances);
  if (!content.ok || faults.length > 0) return err(content.ok ? faults : [...faults, ...content.reason]);
  return ok({
    orgUnit: draft.orgUnit ?? '',
    dataset: draft.dataset ?? '',
    period: draft.period ?? '',
    ...content.value,
    note: draft.note,
    observedAt: draft.observedAt,
  });
}
