import { faultsOf } from '@xiaomai/gateway-api/faults';
import type { FaultCode } from '@xiaomai/gateway-api/fault-code';
import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import { HazardReport, maxHazards } from '@xiaomai/gateway-api/hazard';
import { Id } from '@xiaomai/gateway-api/scalar';
import {
  DecimalValue,
  RatioValue,
  Submission,
  WithdrawnValue,
  type SubmissionValue,
} from '@xiaomai/gateway-api/submission';
import { err, ok, type Result } from '@xiaomai/kernel';
import * as z from 'zod';
import type { Draft, DraftValue } from '../domain/draft.ts';
import type { ReportedHazard } from '../domain/submission.ts';
import { toReportedHazard } from './reported-hazard.parser.ts';
import type { Entry, Place } from './fault-place.ts';

const mostValues = 500;

// Each value is parsed by the form it has: trying all forms costs much, most of all where none fits.
const Head = Submission.extend({
  values: z.array(z.unknown()).min(1, 'no-values').max(mostValues, 'too-many-values'),
});

type Where = {
  readonly input: unknown;
  readonly language: Language;
  readonly place: Exclude<Place, { kind: 'rows' | 'figures' }>;
};

type ReadValue = { readonly value: DraftValue | undefined; readonly faults: readonly Fault[] };
type Fields = Record<string, unknown>;

function toDraftValue(parsed: SubmissionValue): DraftValue {
  const note = parsed.note === undefined ? {} : { note: parsed.note };
  if ('numerator' in parsed) {
    const { indicator, numerator, denominator, rate } = parsed;
    return { indicator, numerator, denominator, ...(rate === undefined ? {} : { rate: String(rate) }), ...note };
  }
  if ('withdrawn' in parsed) return { indicator: parsed.indicator, withdrawn: true, ...note };
  return { indicator: parsed.indicator, value: String(parsed.value), ...note };
}

const isRecord = (input: unknown): input is Fields => typeof input === 'object' && input !== null;

const forms = [
  { schema: RatioValue, has: (value: Fields) => 'numerator' in value || 'denominator' in value },
  { schema: DecimalValue, has: (value: Fields) => 'value' in value },
  { schema: WithdrawnValue, has: (value: Fields) => 'withdrawn' in value },
] as const;

function formOf(input: Fields): Result<(typeof forms)[number]['schema'], FaultCode> {
  const [form, ...others] = forms.filter(({ has }) => has(input));
  if (form === undefined) return err('missing-value');
  return others.length === 0 ? ok(form.schema) : err('ambiguous-value');
}

const whereOf = (n: number, { place }: Where): { pointer: string; line?: number } =>
  place.kind === 'line'
    ? { line: place.line, pointer: `/values/${String(n)}` }
    : { pointer: `${place.at}/values/${String(n)}` };

type Malformed = NonNullable<DraftValue['malformed']>;

const fieldsOfFigure = ['numerator', 'denominator', 'value', 'rate'] as const;

// What is well formed of a figure is looked through all the same.
function salvageFigure(input: Fields): Partial<DraftValue> {
  const given = fieldsOfFigure.flatMap((field): [string, unknown][] => {
    const said = input[field];
    if (field === 'numerator' || field === 'denominator') return typeof said === 'number' ? [[field, said]] : [];
    return typeof said === 'string' || typeof said === 'number' ? [[field, String(said)]] : [];
  });
  return Object.fromEntries(given);
}

function malformed(input: unknown, faults: readonly Fault[], fields: Malformed = ['figure']): ReadValue {
  const indicator = isRecord(input) ? Id.safeParse(input['indicator']) : undefined;
  if (!isRecord(input) || indicator?.success !== true) return { value: undefined, faults };
  return { value: { indicator: indicator.data, ...salvageFigure(input), malformed: fields }, faults };
}

function readValue(input: unknown, n: number, where: Where): ReadValue {
  const here = whereOf(n, where);
  if (!isRecord(input)) return malformed(input, [faultOf('invalid-field', where.language, here)]);
  const form = formOf(input);
  if (!form.ok) {
    const { indicator } = input;
    const named = typeof indicator === 'string' ? { indicator: indicator.slice(0, 80) } : {};
    return malformed(input, [faultOf(form.reason, where.language, { ...here, ...named })]);
  }
  const parsed = form.value.safeParse(input);
  if (parsed.success) return { value: toDraftValue(parsed.data), faults: [] };
  const { issues } = parsed.error;
  const told = issues.map((issue) => ({ ...issue, path: ['values', n, ...issue.path] }));
  const isTold = (field: string): boolean => issues.some(({ path }) => path[0] === field);
  const fields: Malformed = isTold('withdrawn') ? ['figure'] : fieldsOfFigure.filter(isTold);
  return malformed(input, faultsOf(told, sourceOf(where)), fields);
}

const sourceOf = ({ input, language, place }: Where): Parameters<typeof faultsOf>[1] => ({
  ...{ input, language },
  at: place.kind === 'pointer' ? place.at : { line: place.line },
});

function textOf(input: Fields, field: 'orgUnit' | 'dataset' | 'period'): string | undefined {
  const parsed = Submission.shape[field].safeParse(input[field]);
  return parsed.success ? parsed.data : undefined;
}

function salvageHazard(input: unknown): ReportedHazard | undefined {
  const parsed = HazardReport.safeParse(input);
  return parsed.success ? toReportedHazard(parsed.data) : undefined;
}

// What is well formed is looked through all the same, so that every fault is told at once.
function salvage(input: Fields, values: Draft['values']): Draft {
  return {
    orgUnit: textOf(input, 'orgUnit'),
    dataset: textOf(input, 'dataset'),
    period: textOf(input, 'period'),
    hazards: Array.isArray(input['hazards']) ? input['hazards'].slice(0, maxHazards).map(salvageHazard) : [],
    values: values.length === 0 ? [undefined] : values,
    note: '',
    observedAt: 0,
  };
}

type HeadRead = { readonly head: z.infer<typeof Head> | undefined; readonly faults: readonly Fault[] };

// Of a list that is far too long not every item is looked at.
function readHead(record: Fields, given: readonly unknown[], where: Where): HeadRead {
  const tooMany = given.length > mostValues;
  const parsed = Head.safeParse(tooMany ? { ...record, values: given.slice(0, mostValues + 1) } : where.input);
  if (parsed.success) return { head: parsed.data, faults: [] };
  return { head: undefined, faults: faultsOf(parsed.error.issues, sourceOf(where)) };
}

function toDraft(head: z.infer<typeof Head>, values: Draft['values']): Draft {
  const { orgUnit, dataset, period, hazards, note = '', observedAt } = head;
  return {
    ...{ orgUnit, dataset, period, values, note },
    ...(hazards === undefined ? {} : { hazards: hazards.map(toReportedHazard) }),
    observedAt: observedAt === undefined ? 0 : Date.parse(observedAt),
  };
}

/** Reads one submission as JSON gave it. */
export function parseSubmission(input: unknown, place: Where['place'], language: Language): Entry {
  const where: Where = { input, language, place };
  const record = isRecord(input) ? input : {};
  const given: readonly unknown[] = Array.isArray(record['values']) ? record['values'] : [];
  const { head, faults: faultsOfHead } = readHead(record, given, where);
  const read = given.slice(0, mostValues).map((value, n) => readValue(value, n, where));
  const faults = [...faultsOfHead, ...read.flatMap((one) => one.faults)];
  const values = read.map(({ value }) => value);
  const draft = head === undefined || faults.length > 0 ? salvage(record, values) : toDraft(head, values);
  return { draft, faults, place };
}
