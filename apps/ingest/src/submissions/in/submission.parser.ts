import { faultsOf } from '@xiaomai/gateway-api/faults';
import type { Language } from '@xiaomai/gateway-api/language';
import { Id } from '@xiaomai/gateway-api/scalar';
import { HazardReport, maxHazards } from '@xiaomai/gateway-api/hazard';
import { Submission, SubmissionValue } from '@xiaomai/gateway-api/submission';
import type { Draft, DraftValue } from '../domain/draft.ts';
import type { ReportedHazard } from '../domain/submission.ts';
import { toReportedHazard } from './reported-hazard.parser.ts';
import type { Entry, Place } from './fault-place.ts';

function toDraftValue(parsed: SubmissionValue): DraftValue {
  const note = parsed.note === undefined ? {} : { note: parsed.note };
  if ('numerator' in parsed) {
    return { indicator: parsed.indicator, numerator: parsed.numerator, denominator: parsed.denominator, ...note };
  }
  if ('withdrawn' in parsed) return { indicator: parsed.indicator, withdrawn: true, ...note };
  return { indicator: parsed.indicator, value: String(parsed.value), ...note };
}

const toDraft = ({ orgUnit, dataset, period, values, hazards, note, observedAt }: Submission): Draft => ({
  orgUnit,
  dataset,
  period,
  values: values.map(toDraftValue),
  ...(hazards === undefined ? {} : { hazards: hazards.map(toReportedHazard) }),
  note: note ?? '',
  observedAt: observedAt === undefined ? 0 : Date.parse(observedAt),
});

const isRecord = (input: unknown): input is Record<string, unknown> => typeof input === 'object' && input !== null;

function salvageText(input: Record<string, unknown>, field: 'orgUnit' | 'dataset' | 'period'): string | undefined {
  const parsed = Submission.shape[field].safeParse(input[field]);
  return parsed.success ? parsed.data : undefined;
}

function salvageValue(input: unknown): DraftValue | undefined {
  const parsed = SubmissionValue.safeParse(input);
  if (parsed.success) return toDraftValue(parsed.data);
  const indicator = isRecord(input) ? Id.safeParse(input['indicator']) : undefined;
  return indicator?.success === true ? { indicator: indicator.data, malformed: true } : undefined;
}

function salvageHazard(input: unknown): ReportedHazard | undefined {
  const parsed = HazardReport.safeParse(input);
  return parsed.success ? toReportedHazard(parsed.data) : undefined;
}

// What is well formed is looked through all the same, so that every fault is told at once.
function salvage(input: unknown): Draft {
  const record = isRecord(input) ? input : {};
  const values = Array.isArray(record['values']) ? record['values'].slice(0, 500) : [];
  return {
    orgUnit: salvageText(record, 'orgUnit'),
    dataset: salvageText(record, 'dataset'),
    period: salvageText(record, 'period'),
    hazards: Array.isArray(record['hazards']) ? record['hazards'].slice(0, maxHazards).map(salvageHazard) : [],
    values: values.length === 0 ? [undefined] : values.map(salvageValue),
    note: '',
    observedAt: 0,
  };
}

/** Reads one submission as JSON gave it. */
export function parseSubmission(input: unknown, place: Exclude<Place, { kind: 'figures' }>, language: Language): Entry {
  const parsed = Submission.safeParse(input);
  if (parsed.success) return { draft: toDraft(parsed.data), faults: [], place };
  const at = place.kind === 'pointer' ? place.at : { line: place.line };
  return { draft: salvage(input), faults: faultsOf(parsed.error.issues, { input, language, at }), place };
}
