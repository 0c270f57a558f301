import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault, type FaultPlace } from '@xiaomai/gateway-api/problem';
import { closedText } from '../../periods/in/closed-text.ts';
import type { Draft, DraftValue, SubmissionFault } from '../domain/draft.ts';
import type { ReportedHazard } from '../domain/submission.ts';
import type { Read } from '../flow/pushing.ts';

/** Where the fields of something stand: in which line, cell or JSON pointer; undefined = it as a whole. */
export type FieldPlaces = (field: string | undefined) => FaultPlace;

/** Where a submission stands in its request: a JSON pointer, a line of NDJSON, or the places its figures were gathered from. */
export type Place =
  | { readonly kind: 'pointer'; readonly at: string }
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'figures'; readonly head: FieldPlaces; readonly values: readonly FieldPlaces[] };

/** A submission as a request gave it: what was read of it, what was wrong with its form, where it stands. */
export type Entry = { readonly draft: Draft; readonly faults: readonly Fault[]; readonly place: Place };

/** Most faults that are told of one request, about. */
export const mostFaults = 5_000;

/** From how many faults on of one submission others get their turn before the next. */
export const manyFaults = 20;

/** As the acceptance takes it. */
export const toRead = ({ draft, faults }: Entry): Read => ({ draft, malformed: faults.length > 0 });

function pointerOf({ field, index, ofHazard }: SubmissionFault): string {
  if (index === undefined) return field === undefined ? '' : `/${field}`;
  return `/${ofHazard === true ? 'hazards' : 'values'}/${String(index)}${field === undefined ? '' : `/${field}`}`;
}

function whereOf(fault: SubmissionFault, place: Place): FaultPlace {
  if (place.kind === 'pointer') return { pointer: place.at + pointerOf(fault) };
  if (place.kind === 'line') return { line: place.line, pointer: pointerOf(fault) };
  const places = fault.index === undefined ? place.head : (place.values[fault.index] ?? place.head);
  return places(fault.field);
}

type What = Pick<FaultPlace, 'indicator' | 'value'>;

const shown = (value: string | number | undefined): What =>
  value === undefined ? {} : { value: typeof value === 'string' ? value.slice(0, 120) : value };

function whatOfValue(value: DraftValue | undefined, field: SubmissionFault['field']): What {
  if (value === undefined) return {};
  const { indicator, numerator, denominator, rate } = value;
  const fields: Partial<Record<string, string | number>> = {
    indicator,
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
    ...(value.value === undefined ? {} : { value: value.value }),
    ...(rate === undefined ? {} : { rate }),
  };
  return { indicator: indicator.slice(0, 80), ...shown(fields[field ?? '']) };
}

function whatOfHazard(hazard: ReportedHazard | undefined, field: SubmissionFault['field']): What {
  if (hazard === undefined) return {};
  const { ref, foundOn, dueOn, rectifiedOn } = hazard;
  const fields: Partial<Record<string, string>> = { ref, foundOn, dueOn, 'rectified/on': rectifiedOn };
  return shown(fields[field ?? '']);
}

function whatOf({ field, index, ofHazard }: SubmissionFault, draft: Draft): What {
  if (index !== undefined && ofHazard === true) return whatOfHazard(draft.hazards?.[index], field);
  if (index !== undefined) return whatOfValue(draft.values[index], field);
  return field === 'orgUnit' || field === 'dataset' || field === 'period' ? shown(draft[field]) : {};
}

const keyOf = ({ pointer, line, cell, code }: Fault): string =>
  JSON.stringify(pointer === undefined ? [line, cell, code] : [line, pointer]);

function wordsOf({ reason, closing }: SubmissionFault, language: Language, place: FaultPlace): Fault {
  const fault = faultOf(reason, language, place);
  return closing === undefined ? fault : { ...fault, detail: closedText(closing, language) };
}

/** Every fault of a submission with its place and its words: those of its form first, then what else is not acceptable. */
export function faultsOfEntry(entry: Entry, found: readonly SubmissionFault[], language: Language): Fault[] {
  const seen = new Set(entry.faults.map(keyOf));
  const more = found.map((fault) =>
    wordsOf(fault, language, { ...whereOf(fault, entry.place), ...whatOf(fault, entry.draft) }),
  );
  return [...entry.faults, ...more.filter((fault) => !seen.has(keyOf(fault)))];
}
